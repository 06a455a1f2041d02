# cmake -DINPUT=FILE -DOUTPUT=FILE.c -DHEADER=FILE.h -DNAME=openapi -P embed.cmake
# writes FILE as a C array, NAME_json, with its size and its hash.
file(READ ${INPUT} bytes HEX)
file(SHA256 ${INPUT} hash)
string(LENGTH "${bytes}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${OUTPUT} "#include \"${HEADER}\"

const unsigned char ${NAME}_json[] = {
${bytes}
};
const size_t ${NAME}_json_size = ${size};
const char ${NAME}_sha256[] = \"${hash}\";
")
