#include "server/ops/metrics.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <fstream>

namespace mingcha {

namespace {
std::string number(double value) {
    char out[40];
    auto const end = std::to_chars(out, out + sizeof out, value);
    return {out, end.ptr};
}
double resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    double total = 0, resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}
double cpu_seconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    auto const seconds = [](timeval const& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}
}  // namespace

void Metrics::add(Kind kind, std::string name, std::string help, Read read) {
    add(kind, std::move(name), std::move(help), {}, std::vector<std::string>{{}},
        [read = std::move(read)] { return std::vector{read()}; });
}
void Metrics::add(Kind kind, std::string name, std::string help, std::string label,
                  std::vector<std::pair<std::string, Read>> values) {
    std::vector<std::string> names;
    std::vector<Read> reads;
    for (auto& value : values) {
        names.push_back(std::move(value.first));
        reads.push_back(std::move(value.second));
    }
    add(kind, std::move(name), std::move(help), std::move(label), std::move(names), [reads = std::move(reads)] {
        std::vector<double> out;
        for (auto const& read : reads) out.push_back(read());
        return out;
    });
}
void Metrics::add(Kind kind, std::string name, std::string help, std::string label, std::vector<std::string> values,
                  ReadAll read) {
    families_.push_back({kind, std::move(name), std::move(help), std::move(label), std::move(values), std::move(read)});
}
void Metrics::add_process() {
    add(Kind::gauge, "resident_bytes", "memory of this process", resident_bytes);
    add(Kind::counter, "cpu_seconds_total", "processor time of this process", cpu_seconds);
}

std::string Metrics::text() const {
    std::string out;
    for (auto const& family : families_) {
        auto const name = "mingcha_" + family.name;
        out.append("# HELP ").append(name).append(" ").append(family.help).append("\n# TYPE ").append(name);
        out.append(family.kind == Kind::counter ? " counter\n" : " gauge\n");
        auto const found = family.read();
        for (std::size_t i = 0; i < found.size() && i < family.values.size(); ++i) {
            out.append(name);
            if (!family.label.empty())
                out.append("{").append(family.label).append("=\"").append(family.values[i]).append("\"}");
            out.append(" ").append(number(found[i])).append("\n");
        }
    }
    return out;
}

}  // namespace mingcha
