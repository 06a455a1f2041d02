/* task_crew.h - threads that do one task after another. C++ only.
 *
 * Tasks begin in the order in which they were added. Once one has thrown, those
 * that have not begun are dropped, and what it threw is thrown to whoever asks
 * next, again and again. One thread adds and settles. */
#ifndef CONCORD_ENGINE_TASK_CREW_H
#define CONCORD_ENGINE_TASK_CREW_H

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class task_crew {
  public:
    // `threads` of them, at least one, which start with the first tasks.
    explicit task_crew(unsigned threads);

    // Drops what has not begun and waits for the rest.
    ~task_crew();

    task_crew(const task_crew &) = delete;
    task_crew &operator=(const task_crew &) = delete;

    // Waits while a task for every thread is waiting already, so that whoever
    // adds is not ahead by more memory than that.
    void add(std::function<void()> task);

    // Waits until all is done.
    void settle();

  private:
    void work();
    void run_next(std::unique_lock<std::mutex> &held);
    void throw_fault();

    const unsigned most;
    std::mutex lock; // guards all below
    std::condition_variable given;
    std::condition_variable done;
    std::deque<std::function<void()>> waiting;
    std::exception_ptr fault;
    unsigned busy = 0;
    bool ended = false;
    std::vector<std::thread> threads; // the adder's
};

#endif
