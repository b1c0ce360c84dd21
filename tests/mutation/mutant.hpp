#pragma once
// Included before every file of a mutated copy (mutate.py). Environment: MC_MUTANT = the number of the one mutant that is alive;
// MC_MUTANTS_REACHED = a file that takes, at the end of the process, the numbers that were met.
#include <cstdio>
#include <cstdlib>

namespace mc_mutation {

constexpr int mutants_max = 20'000;  // above what mutate.py numbers; it checks

struct Run {
    int wanted = std::getenv("MC_MUTANT") != nullptr ? std::atoi(std::getenv("MC_MUTANT")) : -1;
    bool reached[mutants_max] = {};

    ~Run() {
        char const* const name = std::getenv("MC_MUTANTS_REACHED");
        std::FILE* const file = name != nullptr ? std::fopen(name, "a") : nullptr;
        if (file == nullptr) return;
        for (int id = 0; id < mutants_max; ++id) {
            if (reached[id]) std::fprintf(file, "%d\n", id);
        }
        std::fclose(file);
    }
};

inline bool alive(int id) {
    static Run run;
    run.reached[id] = true;
    return run.wanted == id;
}

}  // namespace mc_mutation

/// Whether mutant `id` is the one alive; never in a constant expression, which the compiler evaluates.
constexpr bool mc_mutant(int id) {
    return __builtin_is_constant_evaluated() ? false : mc_mutation::alive(id);
}

template <class A, class B>
constexpr bool mc_less(int id, A const& a, B const& b) {
    return mc_mutant(id) ? a <= b : a < b;
}
template <class A, class B>
constexpr bool mc_less_equal(int id, A const& a, B const& b) {
    return mc_mutant(id) ? a < b : a <= b;
}
template <class A, class B>
constexpr bool mc_greater(int id, A const& a, B const& b) {
    return mc_mutant(id) ? a >= b : a > b;
}
template <class A, class B>
constexpr bool mc_greater_equal(int id, A const& a, B const& b) {
    return mc_mutant(id) ? a > b : a >= b;
}
template <class A, class B>
constexpr auto mc_plus(int id, A const& a, B const& b) {
    return mc_mutant(id) ? a - b : a + b;
}
template <class A, class B>
constexpr auto mc_minus(int id, A const& a, B const& b) {
    return mc_mutant(id) ? a + b : a - b;
}
template <class A, class B>
constexpr auto mc_times(int id, A const& a, B const& b) {
    return mc_mutant(id) ? a + b : a * b;
}
