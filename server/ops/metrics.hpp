#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace mingcha {

/// What `/metrics` says, in the text format of Prometheus 0.0.4. Readings are taken when somebody asks, on any thread, several at once; they
/// hold no ids and no words of people. Add all before the server starts.
class Metrics {
public:
    enum class Kind { counter, gauge };
    using Read = std::function<double()>;

    /// `name` without the prefix `mingcha_`; a counter's ends in `_total`. `help`: one line.
    void add(Kind kind, std::string name, std::string help, Read read);
    /// One line for each value of `label`.
    void add(Kind kind, std::string name, std::string help, std::string label,
             std::vector<std::pair<std::string, Read>> values);
    /// The same where one look gives all values, in the order of `values`; none = it failed, and no line is given.
    using ReadAll = std::function<std::vector<double>()>;
    void add(Kind kind, std::string name, std::string help, std::string label, std::vector<std::string> values,
             ReadAll read);
    /// Memory and processor time of this process.
    void add_process();

    [[nodiscard]] std::string text() const;

private:
    struct Family {
        Kind kind;
        std::string name, help, label;
        std::vector<std::string> values;
        ReadAll read;
    };
    std::vector<Family> families_;
};

}  // namespace mingcha
