#include "shared/rules/verdict.hpp"

#include <algorithm>

namespace mingcha {

namespace {
void put(Value::Map& out, char const* key, std::string const& text) {
    if (!text.empty()) out.insert_or_assign(key, Value(text));
}
void put(Value::Map& out, char const* key, std::optional<Decimal> const& number) {
    if (number) out.insert_or_assign(key, Value(*number));
}
Value numbers(std::map<std::string, Decimal, std::less<>> const& from) {
    Value::Map out;
    for (auto const& [code, number] : from) out.emplace(code, Value(number));
    return out;
}

/// Takes known keys out of a map, remembering the first one of a wrong type.
class Taker {
public:
    explicit Taker(Value::Map map) : map_(std::move(map)) {}

    [[nodiscard]] std::string text(char const* key) {
        auto const value = take(key);
        if (!value) return {};
        auto const* text = std::get_if<std::string>(&value->data());
        if (!text) wrong(key);
        return text ? *text : std::string{};
    }
    [[nodiscard]] std::optional<Decimal> number(char const* key) {
        auto const value = take(key);
        if (!value) return std::nullopt;
        return number_of(*value, key);
    }
    [[nodiscard]] std::optional<std::map<std::string, Decimal, std::less<>>> numbers(char const* key) {
        auto const value = take(key);
        if (!value) return std::nullopt;
        auto const* map = std::get_if<Value::Map>(&value->data());
        if (!map) wrong(key);
        std::map<std::string, Decimal, std::less<>> out;
        for (auto const& [code, one] : map ? *map : Value::Map{})
            out.emplace(code, number_of(one, key).value_or(Decimal{}));
        return out;
    }
    [[nodiscard]] bool flag(char const* key) {
        auto const value = take(key);
        auto const* flag = value ? std::get_if<bool>(&value->data()) : nullptr;
        if (value && !(flag && *flag)) wrong(key);  // false is written by leaving the key out: one verdict, one value
        return value.has_value();
    }
    [[nodiscard]] std::optional<int> minutes(char const* key) {
        auto const value = take(key);
        if (!value) return std::nullopt;
        auto const* number = std::get_if<std::int64_t>(&value->data());
        if (!number || *number < 0 || *number >= 24 * 60) {
            wrong(key);
            return std::nullopt;
        }
        return static_cast<int>(*number);
    }
    [[nodiscard]] Value::Map rest() { return std::move(map_); }
    [[nodiscard]] std::string const& first_wrong() const { return wrong_; }

private:
    std::optional<Value> take(char const* key) {
        auto const found = map_.find(std::string_view(key));
        if (found == map_.end()) return std::nullopt;
        Value value = std::move(found->second);
        map_.erase(found);
        return value;
    }
    std::optional<Decimal> number_of(Value const& value, char const* key) {
        auto const* text = std::get_if<std::string>(&value.data());
        auto const number = text ? Decimal::parse(*text) : Outcome<Decimal>(Error{});
        if (!number || number->to_string() != *text) {
            wrong(key);
            return std::nullopt;
        }
        return *number;
    }
    void wrong(char const* key) {
        if (wrong_.empty()) wrong_ = key;
    }

    Value::Map map_;
    std::string wrong_;
};

Error bad(std::string const& what) {
    return {"bad_verdict", what};
}

bool in_range(std::optional<Decimal> const& number, Decimal from, Decimal to) {
    return !number || (from <= *number && *number <= to);
}

bool knows_reason(Checklist const& list, std::string_view code) {
    return std::ranges::any_of(list.na_reasons, [&](auto const& reason) { return reason.code == code; });
}

Outcome<Unit> check_faults(Item const& item, Verdict const& verdict) {
    if (!verdict.faults) return Unit{};
    for (auto const& [code, number] : *verdict.faults) {
        auto const* row = item.deduction(code);
        if (!row) return bad("unknown deduction " + code);
        bool const whole = number.units() % Decimal::scale == 0;
        Decimal const most = row->free ? *item.max : row->per == Per::once ? Decimal(1) : Decimal(10'000);
        if (number < Decimal{} || number > most) return bad("deduction " + code + " out of range");
        if (!row->free && row->per != Per::percent && !whole)
            return bad("deduction " + code + " is not a whole number");
    }
    return Unit{};
}

Outcome<Unit> check_levels(Item const& item, Verdict const& verdict) {
    for (auto const& code : {verdict.level, verdict.level_start})
        if (!code.empty() && !item.level(code)) return bad("unknown level " + code);
    auto const* level = item.level(verdict.level);
    if (verdict.share && !(level && level->share_from && in_range(verdict.share, *level->share_from, *level->share_to)))
        return bad("a share that the level does not allow");
    return Unit{};
}

Outcome<Unit> check_measures(Item const& item, Verdict const& verdict) {
    Decimal const most = item.scoring == Scoring::percent ? Decimal(100) : Decimal(100'000);
    for (auto const& value : {verdict.measured, verdict.measured_start})
        if (!in_range(value, Decimal{}, most)) return bad("a measured value out of range");
    for (auto const& [code, value] : verdict.measures) {
        bool const known = item.threshold && std::ranges::any_of(item.threshold->limits,
                                                                 [&](auto const& one) { return one.code == code; });
        if (!known) return bad("unknown size " + code);
        if (!in_range(value, Decimal{}, most)) return bad("a measured value out of range");
    }
    return Unit{};
}
}  // namespace

Value to_value(Verdict const& verdict) {
    Value::Map out = verdict.other;
    put(out, "l", verdict.level);
    put(out, "l0", verdict.level_start);
    if (verdict.automatic) out.insert_or_assign("a", Value(true));
    put(out, "o", verdict.override_reason);
    put(out, "p", verdict.points);
    put(out, "c", verdict.share);
    put(out, "n", verdict.na);
    put(out, "nt", verdict.na_text);
    put(out, "m", verdict.measured);
    put(out, "m0", verdict.measured_start);
    if (!verdict.measures.empty()) out.insert_or_assign("ms", numbers(verdict.measures));
    if (verdict.time) out.insert_or_assign("t", Value(*verdict.time));
    if (verdict.faults) out.insert_or_assign("f", numbers(*verdict.faults));
    put(out, "s", verdict.sample);
    put(out, "x", verdict.text);
    return out;
}

Outcome<Verdict> verdict_from(Value const& value) {
    if (value.is_null()) return Verdict{};
    if (!std::holds_alternative<Value::Map>(value.data())) return bad("a verdict is not a map");
    Taker in(value.map());
    Verdict out;
    out.level = in.text("l");
    out.level_start = in.text("l0");
    out.automatic = in.flag("a");
    out.override_reason = in.text("o");
    out.points = in.number("p");
    out.share = in.number("c");
    out.na = in.text("n");
    out.na_text = in.text("nt");
    out.measured = in.number("m");
    out.measured_start = in.number("m0");
    if (auto measures = in.numbers("ms")) out.measures = std::move(*measures);
    out.time = in.minutes("t");
    out.faults = in.numbers("f");
    out.sample = in.text("s");
    out.text = in.text("x");
    out.other = in.rest();
    if (!in.first_wrong().empty()) return bad("the key " + in.first_wrong() + " has a wrong type");
    return out;
}

Value to_value(SelfAssessment const& self) {
    Value::Map out;
    put(out, "level", self.level);
    put(out, "note", self.note);
    put(out, "materials", self.materials);
    put(out, "share", self.share);
    return out;
}

Outcome<SelfAssessment> self_from(Value const& value) {
    if (value.is_null()) return SelfAssessment{};
    Taker in(value.map());
    SelfAssessment out{in.text("level"), in.text("note"), in.text("materials"), in.number("share")};
    if (!in.first_wrong().empty()) return bad("the key " + in.first_wrong() + " of a self-assessment has a wrong type");
    return out;
}

SampleCount count_sample(std::string_view sample) {
    SampleCount out;
    for (char const one : sample) {
        out.good += one == '+';
        out.seen += one == '+' || one == '-';
    }
    return out;
}

bool is_answered(Item const& item, Verdict const& verdict) {
    if (verdict.is_na()) return true;
    if (item.scoring == Scoring::text) return !verdict.text.empty();
    if (item.scoring == Scoring::points) return verdict.points.has_value();
    if (item.scoring == Scoring::deduct) return verdict.faults.has_value() || verdict.points.has_value();
    if (item.scoring == Scoring::time) return verdict.time.has_value() || !verdict.level.empty();
    if (is_measured(item.scoring)) return verdict.measured.has_value() || !verdict.level.empty();
    bool const sampled = item.sample && count_sample(verdict.sample).seen == item.sample->size;
    return !verdict.level.empty() || sampled || verdict.points.has_value();
}

Outcome<Unit> check_verdict(Checklist const& list, Item const& item, Verdict const& verdict) {
    if (verdict.is_na() && !item.na_allowed) return bad("this item cannot be N/A");
    if (verdict.is_na() && !knows_reason(list, verdict.na)) return bad("unknown reason for N/A " + verdict.na);
    if (!in_range(verdict.points, Decimal{}, item.full_mark().value_or(Decimal{}))) return bad("points out of range");
    if (item.scoring == Scoring::points && verdict.points && verdict.points->units() % item.step.units() != 0)
        return bad("points between two steps");
    if (verdict.sample.find_first_not_of("+-.") != std::string::npos)
        return bad("a sample of other characters than + - .");
    if (!verdict.sample.empty() && !(item.sample && static_cast<int>(verdict.sample.size()) == item.sample->size))
        return bad("a sample of another size");
    for (auto const& check : {check_levels, check_measures, check_faults})
        if (auto const checked = check(item, verdict); !checked) return checked;
    return Unit{};
}

}  // namespace mingcha
