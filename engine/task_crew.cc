// task_crew.cc - a queue, and threads that take from it.
#include "task_crew.h"

#include <algorithm>
#include <utility>

task_crew::task_crew(unsigned threads_) : most(std::max(threads_, 1u)) {
}

task_crew::~task_crew() {
    {
        std::lock_guard<std::mutex> held(lock);
        ended = true;
        waiting.clear();
    }
    given.notify_all();
    for (std::thread &thread : threads)
        thread.join();
}

void task_crew::throw_fault() {
    if (fault != nullptr)
        std::rethrow_exception(fault);
}

void task_crew::add(std::function<void()> task) {
    std::unique_lock<std::mutex> held(lock);
    done.wait(held, [this] { return waiting.size() < most; });
    throw_fault();
    waiting.push_back(std::move(task));
    if (busy + waiting.size() > threads.size() && threads.size() < most)
        threads.emplace_back([this] { work(); });
    given.notify_one();
}

void task_crew::settle() {
    std::unique_lock<std::mutex> held(lock);
    done.wait(held, [this] { return waiting.empty() && busy == 0; });
    throw_fault();
}

// What a task holds is let go before it counts as done.
void task_crew::run_next(std::unique_lock<std::mutex> &held) {
    std::exception_ptr thrown;
    std::function<void()> task = std::move(waiting.front());
    waiting.pop_front();
    busy++;
    held.unlock();
    done.notify_all();
    try {
        task();
    } catch (...) {
        thrown = std::current_exception();
    }
    task = nullptr;
    held.lock();
    busy--;
    if (thrown != nullptr) {
        fault = fault != nullptr ? fault : thrown;
        waiting.clear();
    }
    done.notify_all();
}

void task_crew::work() {
    std::unique_lock<std::mutex> held(lock);
    for (;;) {
        given.wait(held, [this] { return ended || !waiting.empty(); });
        if (waiting.empty())
            return;
        run_next(held);
    }
}
