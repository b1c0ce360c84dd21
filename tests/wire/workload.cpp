#include "tests/wire/workload.hpp"

#include <array>

namespace mingcha::workload {

namespace {
constexpr std::array<std::string_view, 20> phrases{
    "现场查看情况良好",   "台账记录完整",       "个别灭火器压力不足", "食堂留样登记规范",   "门卫值守到位",
    "应急照明有损坏",     "消防通道堆放杂物",   "课间巡查记录缺失",   "作业公示及时更新",   "体育课时未开足",
    "校车驾驶员证件齐全", "监控存储不足三十天", "学生宿舍通风良好",   "实验室药品双人双锁", "家长反映已核实",
    "教师持证上岗",       "制度上墙但未更新",   "整改措施已落实",     "建议限期补齐",       "需进一步跟踪"};

std::string first_characters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (; count > 0 && end < text.size(); --count) do
            ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
    return std::string(text.substr(0, end));
}

class Tablet {
public:
    Tablet(SeededRandom& random, Texts texts) : random_(random), texts_(texts) {
        replica_ = {random_.u64()};
        author_ = Uuid::v7(1'740'000'000'000, random_);
        other_ = Uuid::v7(1'740'000'100'000, random_);
        for (int i = 0; i < 20; ++i) units_.push_back(Uuid::v7(1'740'000'200'000 + i * 40, random_));
    }

    void visit(std::size_t number) {
        start(number);
        auto const id = Uuid::v7(now_.time_ms, random_);
        auto const& unit = units_[number % units_.size()];
        root_ = {RootKind::visit, id};
        put_visit(id, unit, number);
        for (int item = 0; item < 40; ++item) put_answer(item);
        for (int i = 0; i < 3; ++i) put_finding(id, unit);
        put_confirmation();
    }
    std::vector<Delta> take() { return std::move(deltas_); }

private:
    void start(std::size_t number) {
        if (number % 3 == 0) {
            now_.boot = static_cast<std::uint32_t>(random_.u64());
            now_.time_ms = 1'760'000'000'000 + static_cast<std::int64_t>(number / 3) * 86'400'000;
            now_.monotonic_ms = 40'000;
        }
        pass(600'000, 3'600'000);
    }

    void pass(std::uint64_t least_ms, std::uint64_t most_ms) {
        auto const ms = static_cast<std::int64_t>(least_ms + random_.below(most_ms - least_ms));
        now_.time_ms += ms;
        now_.monotonic_ms += ms;
    }

    Record& begin(RecordType type, Root const& root, Uuid const& id, std::string key = {}) {
        deltas_.push_back({{{root, type, id}, std::move(key), {}}, {}});
        return deltas_.back().record;
    }
    void set(Record& record, std::uint16_t field, Value const& value) {
        auto const bytes = value.encode();
        Sibling sibling{{replica_, ++counter_}, {now_, 0}, author_, std::string(as_text(bytes))};
        record.fields.emplace_back(field, write({}, {}, std::move(sibling)));
    }

    void put_visit(Uuid const& id, Uuid const& unit, std::size_t number) {
        auto& record = begin(RecordType::visit, root_, id);
        set(record, 1, unit);
        set(record, 2, "routine");
        set(record, 3, Value::Map{{"code", "LXDD"}, {"version", "2026.2"}});
        set(record, 4, author_);
        set(record, 5, other_);
        set(record, 6, "2026-11-" + std::to_string(10 + number / 3));
        set(record, 8,
            Value::Map{{"time", now_.time_ms},
                       {"distance", static_cast<std::int64_t>(random_.below(120))},
                       {"accuracy", static_cast<std::int64_t>(3 + random_.below(20))},
                       {"plaque", true}});
        set(record, 14, "DC-07-" + std::to_string(1000 + number));
        // lat, lon and weather of the workload: fields that this schema does not know.
        set(record, 64, std::array{"晴", "多云", "小雨", "阴"}[random_.below(4)]);
        set(record, 65, static_cast<std::int64_t>(31'200'000 + random_.below(100'000)));
        set(record, 66, static_cast<std::int64_t>(121'400'000 + random_.below(100'000)));
    }

    void put_answer(int item) {
        pass(20'000, 90'000);
        std::string const key = std::to_string(1 + item / 8) + "." + std::to_string(1 + item % 8);
        auto& record = begin(RecordType::answer, root_, Uuid::derived(root_.id, key), key);
        set(record, 1, Value::Map{{"l", std::string(1, "AABACABD"[random_.below(8)])}});
        if (random_.below(5) != 0) return;
        pass(4'000, 40'000);
        set(record, 2, text(8, 80));
    }

    void put_finding(Uuid const& visit, Uuid const& unit) {
        pass(60'000, 300'000);
        auto const id = Uuid::v7(now_.time_ms, random_);
        auto& record = begin(RecordType::finding, {RootKind::finding, id}, id);
        auto const item = random_.below(40);
        set(record, 1, visit);
        set(record, 2, unit);
        set(record, 3, std::to_string(1 + item / 8) + "." + std::to_string(1 + item % 8));
        set(record, 4, text(20, 60));
        set(record, 5, std::string(1, "ABCD"[random_.below(4)]));
        set(record, 8, std::array{0, 7, 15, 30}[random_.below(4)]);
        // photo_sha256 of the workload: in this product a record of its own; here 32 random bytes all the same.
        set(record, 64, random_hash());
    }

    void put_confirmation() {
        pass(60'000, 300'000);
        auto& record = begin(RecordType::confirmation, root_, Uuid::v7(now_.time_ms, random_));
        set(record, 1, random_hash());
        set(record, 2, std::array{"confirm", "dissent"}[random_.below(8) == 0]);
        set(record, 5,
            Value::Map{{"name", std::array{"王芳", "李伟", "张敏", "刘洋"}[random_.below(4)]},
                       {"role", "liaison"},
                       {"typed", true}});
    }

    Hash random_hash() {
        Hash hash;
        random_.fill(hash);
        return hash;
    }

    std::string text(std::size_t least, std::size_t most) {
        std::size_t const characters = least + static_cast<std::size_t>(random_.below(most - least + 1));
        std::string out;
        if (texts_ == Texts::random_han) {
            for (std::size_t i = 0; i < characters; ++i) append_han(out);
            return out;
        }
        while (out.size() < characters * 3) {
            if (!out.empty()) out += "，";
            out += phrases[static_cast<std::size_t>(random_.below(phrases.size()))];
        }
        return first_characters(out, characters);
    }

    /// U+4E00 … U+9FA5, all equally likely: 14.35 bits each.
    void append_han(std::string& out) {
        auto const point = 0x4E00 + static_cast<unsigned>(random_.below(0x9FA6 - 0x4E00));
        out.push_back(static_cast<char>(0xE0 | point >> 12));
        out.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
    }

    SeededRandom& random_;
    Texts texts_;
    ReplicaId replica_;
    Uuid author_;
    Uuid other_;
    std::vector<Uuid> units_;
    Root root_;
    Moment now_;
    std::uint64_t counter_ = 0;
    std::vector<Delta> deltas_;
};
}  // namespace

std::vector<Delta> visits(SeededRandom& random, std::size_t visits, Texts texts) {
    Tablet tablet(random, texts);
    for (std::size_t i = 0; i < visits; ++i) tablet.visit(i);
    return tablet.take();
}

Uuid author(std::vector<Delta> const& deltas) {
    return deltas.front().record.fields.front().second.siblings.front().author;
}

}  // namespace mingcha::workload
