/* LucenePeer - Lucene under measurement: loads what bench-corpus prepared, and
 * answers questions in the form that peer.h draws.
 *
 *   LucenePeer load FILE INDEX THREADS stems|text
 *   LucenePeer serve INDEX THREADS [--show] [--quiet]
 *
 * stems: the words are Concord's stems already, split at spaces; nothing is
 * stored. text: Lucene's own analysis (StandardTokenizer, lower case, Snowball
 * English), title and text stored. Either way it is one field with positions,
 * 100 between blocks, and merged to one segment. Facets are counted as its users
 * count them: SortedSetDocValuesFacetCounts, with DrillSideways when there are
 * filters. */
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

public final class LucenePeer {
    private static final String[] FACETS = {"type", "region", "topic", "year",
                                            "organisation"};
    private static final int BUCKETS = 10;
    private static final int RESULTS = 10;
    private static final int BLOCK_GAP = 100;

    /* Every facet of the papers may have several values but the year. */
    private static FacetsConfig config() {
        FacetsConfig config = new FacetsConfig();
        for (String facet : new String[] {"type", "region", "place", "sector",
                                          "topic", "person", "organisation",
                                          "creator"})
            config.setMultiValued(facet, true);
        return config;
    }

    private static Analyzer analyzer(boolean stems) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                if (stems)
                    return new TokenStreamComponents(new WhitespaceTokenizer());
                Tokenizer source = new StandardTokenizer();
                return new TokenStreamComponents(
                    source, new SnowballFilter(new LowerCaseFilter(source),
                                               "English"));
            }

            @Override
            public int getPositionIncrementGap(String field) {
                return BLOCK_GAP;
            }
        };
    }

    /* ---- loading ---- */

    private static Document document(String line, boolean stems) {
        String[] fields = line.split("\t", -1);
        Document document = new Document();
        document.add(new BinaryDocValuesField("id", new BytesRef(fields[0])));
        document.add(new TextField("body", fields[1], Field.Store.NO));
        for (String block : fields[4].split("\u000b\u000b"))
            document.add(new TextField("body", block, Field.Store.NO));
        if (!stems) {
            document.add(new StoredField("title", fields[1]));
            document.add(new StoredField("values", fields[3]));
            document.add(new StoredField("text", fields[4]));
        }
        long day = fields[2].isEmpty()
            ? Long.MIN_VALUE : Long.parseLong(fields[2].replace("-", ""));
        document.add(new NumericDocValuesField("date", day));
        document.add(new LongPoint("date", day));
        for (String value : fields[3].split("\\|")) {
            int equals = value.indexOf('=');
            if (equals > 0 && equals + 1 < value.length())
                document.add(new SortedSetDocValuesFacetField(
                    value.substring(0, equals), value.substring(equals + 1)));
        }
        return document;
    }

    private static void load(String file, String index, int threads,
                             boolean stems) throws Exception {
        FacetsConfig config = config();
        IndexWriterConfig with = new IndexWriterConfig(analyzer(stems));
        with.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        with.setRAMBufferSizeMB(256);
        try (Directory directory = new MMapDirectory(Paths.get(index));
             IndexWriter writer = new IndexWriter(directory, with);
             BufferedReader papers = Files.newBufferedReader(
                 Paths.get(file), StandardCharsets.UTF_8)) {
            List<Thread> started = new ArrayList<>();
            List<Throwable> failures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        for (String line; (line = next(papers)) != null;)
                            writer.addDocument(
                                config.build(document(line, stems)));
                    } catch (Throwable failure) {
                        synchronized (failures) {
                            failures.add(failure);
                        }
                    }
                });
                thread.start();
                started.add(thread);
            }
            for (Thread thread : started)
                thread.join();
            if (!failures.isEmpty())
                throw new IOException(failures.get(0));
            writer.forceMerge(1);
            writer.commit();
        }
    }

    private static String next(BufferedReader papers) throws IOException {
        synchronized (papers) {
            return papers.readLine();
        }
    }

    /* ---- asking ---- */

    private static final class Answer {
        long total;
        long nanoseconds;
        final List<String> ids = new ArrayList<>();
        final FacetResult[] counts = new FacetResult[FACETS.length];
    }

    private final IndexReader reader;
    private final IndexSearcher searcher;
    private final SortedSetDocValuesReaderState state;
    private final FacetsConfig config = config();

    private LucenePeer(String index) throws IOException {
        reader = DirectoryReader.open(new MMapDirectory(Paths.get(index)));
        searcher = new IndexSearcher(reader);
        state = new DefaultSortedSetDocValuesReaderState(reader);
    }

    private static Query query(String kind, String[] words) {
        if (kind.equals("all"))
            return new MatchAllDocsQuery();
        if (kind.equals("word"))
            return new TermQuery(new Term("body", words[0]));
        if (kind.equals("phrase"))
            return new PhraseQuery("body", words);
        BooleanClause.Occur occur = kind.equals("and")
            ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        for (String word : words)
            builder.add(new TermQuery(new Term("body", word)), occur);
        return builder.build();
    }

    private void name(Answer answer, TopDocs top) throws IOException {
        List<LeafReaderContext> leaves = reader.leaves();
        for (ScoreDoc doc : top.scoreDocs) {
            LeafReaderContext leaf =
                leaves.get(ReaderUtil.subIndex(doc.doc, leaves));
            BinaryDocValues ids = leaf.reader().getBinaryDocValues("id");
            ids.advanceExact(doc.doc - leaf.docBase);
            answer.ids.add(ids.binaryValue().utf8ToString());
        }
    }

    /* Everything, newest first: the counts of a whole index need no matches,
     * and the number of matches is known, so that the sort may stop early. */
    private Facets everything(Answer answer) throws IOException {
        Sort newest = new Sort(new SortField("date", SortField.Type.LONG, true));
        name(answer, searcher.search(new MatchAllDocsQuery(), RESULTS, newest));
        answer.total = reader.numDocs();
        return new SortedSetDocValuesFacetCounts(state);
    }

    private Facets plain(Answer answer, Query query) throws IOException {
        TopScoreDocCollector best =
            TopScoreDocCollector.create(RESULTS, Integer.MAX_VALUE);
        FacetsCollector matches = new FacetsCollector();
        searcher.search(query, MultiCollector.wrap(best, matches));
        TopDocs top = best.topDocs();
        answer.total = top.totalHits.value;
        name(answer, top);
        return new SortedSetDocValuesFacetCounts(state, matches);
    }

    private Facets filtered(Answer answer, Query query, String[] filters)
        throws IOException {
        DrillDownQuery narrowed = new DrillDownQuery(config, query);
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            narrowed.add(filter.substring(0, equals),
                         filter.substring(equals + 1));
        }
        TopScoreDocCollector best =
            TopScoreDocCollector.create(RESULTS, Integer.MAX_VALUE);
        Facets facets = new DrillSideways(searcher, config, state)
                            .search(narrowed, best).facets;
        TopDocs top = best.topDocs();
        answer.total = top.totalHits.value;
        name(answer, top);
        return facets;
    }

    private Answer ask(String line) throws IOException {
        String[] fields = line.split("\t", -1);
        Answer answer = new Answer();
        long start = System.nanoTime();
        Query query = query(fields[0], fields[1].split(" "));
        Facets facets =
            !fields[2].isEmpty() ? filtered(answer, query, fields[2].split("\\|"))
            : fields[0].equals("all") ? everything(answer)
                                      : plain(answer, query);
        for (int i = 0; i < FACETS.length; i++)
            answer.counts[i] = facets.getTopChildren(BUCKETS, FACETS[i]);
        answer.nanoseconds = System.nanoTime() - start;
        return answer;
    }

    /* ---- answering ---- */

    private static String print(Answer answer) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < FACETS.length; i++) {
            out.append(FACETS[i]).append(':');
            if (answer.counts[i] != null)
                for (LabelAndValue value : answer.counts[i].labelValues)
                    out.append(value.label).append('=')
                        .append(value.value.longValue()).append(';');
        }
        return out.toString();
    }

    /* FNV-1a, 64 bits. */
    private static String digest(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8))
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        return String.format("%016x", hash);
    }

    private void batch(List<String> lines, int threads, boolean show,
                       boolean quiet) throws Exception {
        Answer[] answers = new Answer[lines.size()];
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int i; (i = next.getAndIncrement()) < answers.length;)
                try {
                    answers[i] = ask(lines.get(i));
                } catch (IOException failure) {
                    throw new RuntimeException(failure);
                }
        };
        long start = System.nanoTime();
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            Thread thread = new Thread(work);
            thread.start();
            others.add(thread);
        }
        work.run();
        for (Thread thread : others)
            thread.join();
        long took = System.nanoTime() - start;
        StringBuilder out = new StringBuilder();
        for (Answer answer : answers) {
            String counts = quiet ? "" : print(answer);
            out.append(answer.total).append('\t')
                .append(show ? counts : digest(counts)).append('\t')
                .append(answer.nanoseconds).append('\t')
                .append(String.join(",", answer.ids)).append('\n');
        }
        System.out.print(out.append("=\t").append(took).append('\n'));
        System.out.flush();
    }

    private static void serve(String index, int threads, boolean show,
                              boolean quiet) throws Exception {
        long start = System.nanoTime();
        LucenePeer peer = new LucenePeer(index);
        System.out.println("ready\t" + (System.nanoTime() - start) + "\t"
                           + peer.reader.numDocs());
        System.out.flush();
        BufferedReader input = new BufferedReader(
            new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (String line; (line = input.readLine()) != null;) {
            if (!line.isEmpty()) {
                lines.add(line);
                continue;
            }
            peer.batch(lines, threads, show, quiet);
            lines.clear();
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        if (given.size() >= 5 && given.get(0).equals("load"))
            load(given.get(1), given.get(2), Integer.parseInt(given.get(3)),
                 given.get(4).equals("stems"));
        else if (given.size() >= 3 && given.get(0).equals("serve"))
            serve(given.get(1), Integer.parseInt(given.get(2)),
                  given.contains("--show"), given.contains("--quiet"));
        else
            System.exit(64);
    }
}
