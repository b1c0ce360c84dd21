#include "bench/load/workload.hpp"

#include <array>
#include <fstream>
#include <set>

#include "shared/base/ids.hpp"

namespace mingcha::load {

namespace {
using Json = nlohmann::json;
constexpr std::uint64_t seed = 20261123;
constexpr std::int64_t epoch_ms = 1'760'000'000'000;
constexpr std::int64_t visit_ms = 3'600'000;
constexpr std::array<std::string_view, 20> phrases{
    "现场查看情况良好",   "台账记录完整",       "个别灭火器压力不足", "食堂留样登记规范",   "门卫值守到位",
    "应急照明有损坏",     "消防通道堆放杂物",   "课间巡查记录缺失",   "作业公示及时更新",   "体育课时未开足",
    "校车驾驶员证件齐全", "监控存储不足三十天", "学生宿舍通风良好",   "实验室药品双人双锁", "家长反映已核实",
    "教师持证上岗",       "制度上墙但未更新",   "整改措施已落实",     "建议限期补齐",       "需进一步跟踪"};

std::string first_characters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (; count > 0 && end < text.size(); --count) {
        ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    }
    return std::string(text.substr(0, end));
}

class Maker {
public:
    explicit Maker(WorkloadSize const& size) : size_(size), seqs_(size.tablets, 0) {
        for (std::size_t i = 0; i < size.tablets; ++i) inspectors_.push_back(Uuid::v7(epoch_ms - day_ms, random_));
        for (std::size_t i = 0; i < size.tablets * 5; ++i) sites_.push_back(Uuid::v7(epoch_ms - day_ms, random_));
    }

    std::vector<WorkloadRow> make() {
        rows_.reserve(size_.tablets * size_.visits_per_tablet * records_per_visit);
        for (std::size_t visit = 0; visit < size_.visits_per_tablet; ++visit)
            for (std::size_t tablet = 0; tablet < size_.tablets; ++tablet) put_visit(tablet, visit);
        return std::move(rows_);
    }

private:
    void put_visit(std::size_t tablet, std::size_t number) {
        // Three visits a day; the tablets start half a minute apart, so that ids ascend in the order of the rows.
        auto const day = static_cast<std::int64_t>(number / 3) * day_ms;
        now_ = epoch_ms + day + static_cast<std::int64_t>(number % 3) * 2 * visit_ms;
        now_ += static_cast<std::int64_t>(tablet) * 30'000;
        next_id_ms_ = now_;
        tablet_ = tablet;
        visit_ = id();
        auto const site = number % 5;
        put({{"id", visit_},
             {"kind", "visit"},
             {"site_id", sites_[tablet * 5 + site].to_string()},
             {"site_name", "第" + std::to_string(tablet * 5 + site + 1) + "小学"},
             {"inspector_id", inspectors_[tablet].to_string()},
             {"template_id", "RTN8"},
             {"template_rev", "2026.2"},
             {"planned_at", now_ - day_ms},
             {"started_at", now_},
             {"finished_at", now_ + visit_ms},
             {"status", "finished"},
             {"weather", std::array{"晴", "多云", "小雨", "阴"}[random_.below(4)]},
             {"lat", 36.6 + static_cast<double>(random_.below(100'000)) / 1e6},
             {"lon", 117.0 + static_cast<double>(random_.below(100'000)) / 1e6}});
        for (std::size_t item = 0; item < answers_per_visit; ++item) put_answer(item);
        for (std::size_t i = 0; i < findings_per_visit; ++i) put_finding();
        put_confirm();
    }

    void put_answer(std::size_t item) {
        pass(20'000, 80'000);
        put({{"id", id()},
             {"kind", "answer"},
             {"visit_id", visit_},
             {"q", question(item)},
             {"score", random_.below(5)},
             {"comment", random_.below(5) == 0 ? text(8, 80) : std::string()},
             {"answered_at", now_},
             {"by", inspectors_[tablet_].to_string()}});
    }

    void put_finding() {
        put({{"id", id()},
             {"kind", "finding"},
             {"visit_id", visit_},
             {"q", question(random_.below(answers_per_visit))},
             {"severity", std::string(1, "ABCD"[random_.below(4)])},
             {"category", std::array{"消防", "食品", "校车", "教学"}[random_.below(4)]},
             {"text", text(20, 60)},
             {"due_at", now_ + std::array{0, 7, 15, 30}[random_.below(4)] * day_ms},
             {"photo_sha256", random_hash()},
             {"status", "open"}});
    }

    void put_confirm() {
        pass(60'000, 300'000);
        put({{"id", id()},
             {"kind", "confirm"},
             {"visit_id", visit_},
             {"signer", std::array{"王芳", "李伟", "张敏", "刘洋"}[random_.below(4)]},
             {"role", "liaison"},
             {"accepted", random_.below(8) != 0},
             {"signed_at", now_},
             {"signature_sha256", random_hash()}});
    }

    void put(Json record) { rows_.push_back({tablet_, ++seqs_[tablet_], std::move(record)}); }
    std::string id() { return Uuid::v7(next_id_ms_++, random_).to_string(); }
    void pass(std::uint64_t least_ms, std::uint64_t most_ms) {
        now_ += static_cast<std::int64_t>(least_ms + random_.below(most_ms - least_ms));
    }
    static std::string question(std::size_t item) {
        return std::to_string(1 + item / 8) + "." + std::to_string(1 + item % 8);
    }
    std::string random_hash() {
        Bytes bytes(32);
        random_.fill(bytes);
        return to_hex(bytes);
    }

    std::string text(std::size_t least, std::size_t most) {
        std::size_t const characters = least + static_cast<std::size_t>(random_.below(most - least + 1));
        std::string out;
        if (size_.free_text) {
            for (std::size_t i = 0; i < characters; ++i) append_han(out);
            return out;
        }
        while (out.size() < characters * 3) {
            if (!out.empty()) out += "，";
            out += phrases[static_cast<std::size_t>(random_.below(phrases.size()))];
        }
        return first_characters(out, characters);
    }
    /// U+4E00 … U+9FA5, all equally likely.
    void append_han(std::string& out) {
        auto const point = 0x4E00 + static_cast<unsigned>(random_.below(0x9FA6 - 0x4E00));
        out.push_back(static_cast<char>(0xE0 | point >> 12));
        out.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
    }

    WorkloadSize size_;
    SeededRandom random_{seed};
    std::vector<std::uint64_t> seqs_;
    std::vector<Uuid> inspectors_, sites_;
    std::vector<WorkloadRow> rows_;
    std::int64_t now_ = epoch_ms;
    std::int64_t next_id_ms_ = epoch_ms;
    std::size_t tablet_ = 0;
    std::string visit_;
};

/// `bad_input` names what the line lacks.
Outcome<WorkloadRow> parse_row(std::string const& line) {
    auto json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return Error{"bad_input", "not a JSON object"};
    for (auto const* number : {"tablet", "seq"})
        if (!json.contains(number) || !json[number].is_number_unsigned())
            return Error{"bad_input", std::string(number) + " is no whole number from 0"};
    if (!json.contains("record") || !json["record"].is_object()) return Error{"bad_input", "record is no object"};
    return WorkloadRow{json["tablet"].get<std::size_t>(), json["seq"].get<std::uint64_t>(), std::move(json["record"])};
}
}  // namespace

std::vector<WorkloadRow> make_workload(WorkloadSize const& size) {
    return Maker(size).make();
}

Outcome<std::vector<WorkloadRow>> read_workload(std::filesystem::path const& file) {
    std::ifstream in(file);
    if (!in) return Error{"not_readable", "cannot read " + file.string()};
    std::vector<WorkloadRow> rows;
    std::set<std::pair<std::size_t, std::uint64_t>> known;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (line.empty()) continue;
        auto const at = file.string() + ":" + std::to_string(number);
        auto row = parse_row(line);
        if (!row) return row.error().with_context(at);
        if (!known.emplace(row->tablet, row->seq).second)
            return Error{"bad_input", at + ": tablet " + std::to_string(row->tablet) + " has seq " +
                                          std::to_string(row->seq) + " a second time"};
        rows.push_back(*std::move(row));
    }
    if (rows.empty()) return Error{"bad_input", file.string() + " holds no records"};
    return rows;
}

Outcome<Unit> write_workload(std::filesystem::path const& file, std::vector<WorkloadRow> const& rows) {
    std::ofstream out(file);
    for (auto const& row : rows)
        out << Json{{"tablet", row.tablet}, {"seq", row.seq}, {"record", row.record}}.dump() << '\n';
    out.close();
    return out ? Outcome<Unit>(Unit{}) : Outcome<Unit>(Error{"not_written", "cannot write " + file.string()});
}

}  // namespace mingcha::load
