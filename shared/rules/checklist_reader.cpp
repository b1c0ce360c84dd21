#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "shared/rules/checklist.hpp"

namespace mingcha {

namespace {
using Json = nlohmann::json;

/// Thrown and caught inside this file only.
struct Bad {
    std::string reason;
};
[[noreturn]] void fail(std::string reason) {
    throw Bad{std::move(reason)};
}

constexpr std::size_t text_bytes_max = 2'000;

/// A JSON object of which only the named fields may exist: a misspelt field must not silently mean its default.
class Object {
public:
    Object(Json const& json, std::string_view what, std::initializer_list<std::string_view> allowed)
        : json_(json), what_(what) {
        if (!json.is_object()) fail(what_ + " is not an object");
        for (auto const& [key, value] : json.items())
            if (std::ranges::find(allowed, std::string_view(key)) == allowed.end())
                fail(what_ + " has an unknown field " + key);
    }

    [[nodiscard]] Json const* find(char const* key) const {
        auto const found = json_.find(key);
        return found == json_.end() || found->is_null() ? nullptr : &*found;
    }
    [[nodiscard]] Json const& at(char const* key) const {
        auto const* found = find(key);
        if (!found) fail(what_ + " has no " + key);
        return *found;
    }
    [[nodiscard]] std::string text(char const* key) const {
        auto const& value = at(key);
        if (!value.is_string() || value.get_ref<std::string const&>().empty()) fail(what_ + " has no text in " + key);
        auto const& out = value.get_ref<std::string const&>();
        if (out.size() > text_bytes_max) fail(what_ + " has too long a text in " + key);
        return out;
    }
    [[nodiscard]] std::string text_or(char const* key, std::string_view other) const {
        return find(key) ? text(key) : std::string(other);
    }
    [[nodiscard]] bool flag(char const* key, bool other) const {
        auto const* value = find(key);
        if (value && !value->is_boolean()) fail(what_ + " has no true or false in " + key);
        return value ? value->get<bool>() : other;
    }
    [[nodiscard]] Decimal number(char const* key) const { return to_decimal(at(key), key); }
    [[nodiscard]] std::optional<Decimal> number_if(char const* key) const {
        if (auto const* value = find(key)) return to_decimal(*value, key);
        return std::nullopt;
    }
    [[nodiscard]] int whole(char const* key) const {
        auto const& value = at(key);
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > 1'000)
            fail(what_ + " has no whole number 0 to 1000 in " + key);
        return value.get<int>();
    }
    [[nodiscard]] Json const& list(char const* key) const {
        auto const& value = at(key);
        if (!value.is_array() || value.empty()) fail(what_ + " has no list in " + key);
        return value;
    }
    [[nodiscard]] Json const& list_or_empty(char const* key) const {
        static Json const empty = Json::array();
        return find(key) ? list(key) : empty;
    }
    /// zh and en (or text_zh and text_en …): the English text is as much part of a list as the Chinese one.
    [[nodiscard]] Words words(std::string const& prefix = "") const {
        auto const zh = prefix + "zh", en = prefix + "en";
        if (!find(en.c_str()) && find(zh.c_str())) fail(what_ + " has no English text (" + en + ")");
        return {text(zh.c_str()), text(en.c_str())};
    }

private:
    /// nlohmann keeps fractions as binary numbers but prints the shortest text that gives them, so 0.8 comes back as "0.8".
    [[nodiscard]] Decimal to_decimal(Json const& value, char const* key) const {
        if (!value.is_number()) fail(what_ + " has no number in " + key);
        auto const number = Decimal::parse(value.dump());
        if (!number) fail(what_ + " has a number out of range in " + key);
        return *number;
    }

    Json const& json_;
    std::string what_;
};

template <typename Enum>
struct Named {
    std::string_view name;
    Enum value;
};
template <typename Enum, std::size_t n>
Enum one_of(std::string const& text, std::string_view what, Named<Enum> const (&names)[n]) {
    for (auto const& one : names)
        if (one.name == text) return one.value;
    fail("unknown " + std::string(what) + " " + text);
}

Scoring scoring_from(std::string const& text) {
    for (int i = 0; i <= static_cast<int>(Scoring::text); ++i)
        if (name_of(static_cast<Scoring>(i)) == text) return static_cast<Scoring>(i);
    fail("unknown scoring " + text);
}

std::string_view levels_key(Scoring scoring) {
    return is_measured(scoring) ? "measure" : name_of(scoring);
}

Words words_of(Json const& json, std::string_view what) {
    return Object(json, what, {"zh", "en", "origin"}).words();
}

std::vector<Choice> choices(Json const& list, std::string_view what) {
    std::vector<Choice> out;
    for (auto const& one : list) {
        Object const in(one, what, {"code", "zh", "en", "origin"});
        out.push_back({in.text("code"), in.words()});
    }
    return out;
}

Level level(Json const& json) {
    Object const in(json, "a level", {"code", "zh", "en", "shape", "fails", "share", "share_from", "share_to"});
    Level out;
    out.code = in.text("code");
    out.words = in.words();
    out.shape = in.whole("shape");
    out.fails = one_of<Fails>(in.text("fails"), "fails",
                              {{"no", Fails::no}, {"if_critical", Fails::if_critical}, {"yes", Fails::yes}});
    out.share = in.number_if("share");
    out.share_from = in.number_if("share_from");
    out.share_to = in.number_if("share_to");
    return out;
}

std::vector<Level> levels(Json const& list) {
    std::vector<Level> out;
    for (auto const& one : list) out.push_back(level(one));
    return out;
}

/// A limit in its item's own unit; times as minutes after midnight.
Decimal limit_value(Json const& json, Scoring scoring) {
    if (scoring != Scoring::time) {
        auto const number = json.is_number() ? Decimal::parse(json.dump()) : Outcome<Decimal>(Error{});
        if (!number) fail("bad threshold: a limit is not a number");
        return *number;
    }
    std::string const text = json.is_string() ? json.get<std::string>() : "";
    auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    bool const shaped = text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4);
    int const hour = shaped ? (text[0] - '0') * 10 + (text[1] - '0') : 99;
    int const minute = shaped ? (text[3] - '0') * 10 + (text[4] - '0') : 99;
    if (hour > 23 || minute > 59) fail("bad threshold: a limit is not a time of day HH:MM");
    return Decimal(hour * 60 + minute);
}

Side side_of(Object const& in) {
    return one_of<Side>(in.text("side"), "threshold side", {{"min", Side::min}, {"max", Side::max}});
}

Formula formula(Json const& json) {
    Object const in(json, "the formula", {"fact", "base", "up_to", "step", "add", "zh", "en"});
    return {in.text("fact"), in.number("base"), in.number("up_to"), in.number("step"), in.number("add"), in.words()};
}

Limit limit(Json const& json, Scoring scoring) {
    Object const in(json, "a limit", {"code", "zh", "en", "kinds", "limit", "fact"});
    Limit out{in.text("code"), in.words(), limit_value(in.at("limit"), scoring), {}, in.text_or("fact", "")};
    for (auto const& kind : in.list_or_empty("kinds"))
        out.kinds.push_back(kind.is_string() ? kind.get<std::string>() : "");
    return out;
}

Threshold threshold(Json const& json, Scoring scoring) {
    using enum Threshold::Shape;
    Object const in(json, "the threshold", {"shape", "min", "max", "side", "stages", "sizes", "formula", "origin"});
    Threshold out;
    out.shape = one_of<Threshold::Shape>(
        in.text("shape"), "threshold shape",
        {{"min", min}, {"max", max}, {"by_stage", by_stage}, {"by_size", by_size}, {"by_formula", by_formula}});
    if (out.shape == min || out.shape == max) {
        out.side = out.shape == min ? Side::min : Side::max;
        out.limits.push_back({{}, {}, limit_value(in.at(out.shape == min ? "min" : "max"), scoring), {}, {}});
        return out;
    }
    out.side = side_of(in);
    if (out.shape == by_formula) out.formula = formula(in.at("formula"));
    if (out.shape == by_stage)
        for (auto const& one : in.list("stages")) out.limits.push_back(limit(one, scoring));
    if (out.shape == by_size)
        for (auto const& one : in.list("sizes")) out.limits.push_back(limit(one, scoring));
    return out;
}

Deduction deduction(Json const& json) {
    Object const in(json, "a deduction", {"code", "zh", "en", "points", "per", "step", "count_from", "free", "origin"});
    Deduction out;
    out.code = in.text("code");
    out.words = in.words();
    out.per = one_of<Per>(in.text("per"), "deduction per",
                          {{"once", Per::once}, {"count", Per::count}, {"percent", Per::percent}});
    out.free = in.flag("free", false);
    if (!out.free) out.points = in.number("points");
    if (auto const step = in.number_if("step")) out.step = *step;
    out.count_from = one_of<CountFrom>(
        in.text_or("count_from", "person"), "count_from",
        {{"person", CountFrom::person}, {"shortfall", CountFrom::shortfall}, {"sample", CountFrom::sample}});
    return out;
}

Sample sample(Json const& json) {
    Object const in(json, "the sample", {"size", "levels", "origin"});
    Sample out;
    out.size = in.whole("size");
    for (auto const& one : in.list_or_empty("levels")) {
        Object const row(one, "a sample level", {"code", "at_least"});
        out.levels.push_back({row.text("code"), row.whole("at_least")});
    }
    return out;
}

Evidence evidence(Json const& json) {
    Object const in(json, "evidence", {"photo", "photo_min", "document"});
    Evidence out;
    out.photo = one_of<Photo>(in.text("photo"), "photo rule",
                              {{"required", Photo::required},
                               {"on_fail", Photo::on_fail},
                               {"optional", Photo::optional},
                               {"forbidden", Photo::forbidden}});
    bool const needed = out.photo == Photo::required || out.photo == Photo::on_fail;
    out.photo_min = in.find("photo_min") ? in.whole("photo_min") : needed ? 1 : 0;
    out.document = in.flag("document", false);
    return out;
}

void read_judgement(Object const& in, Json const& list_levels, Item& out) {
    auto const key = std::string(levels_key(out.scoring));
    if (auto const* own = in.find("levels"))
        out.levels = levels(*own);
    else if (list_levels.contains(key))
        out.levels = levels(list_levels.at(key));
    if (auto const* value = in.find("threshold")) out.threshold = threshold(*value, out.scoring);
    if (auto const* value = in.find("sample")) out.sample = sample(*value);
    for (auto const& one : in.list_or_empty("deductions")) out.deductions.push_back(deduction(one));
    if (in.find("points_from")) {
        if (in.text("points_from") != "percent") fail("unknown points_from " + in.text("points_from"));
        out.points_from_percent = true;
    }
}

Item item(Json const& json, Json const& list_levels, Words const& list_basis) {
    Object const in(json, "the item",
                    {"code",        "text_zh",    "text_en",  "scoring",  "max",    "weight",    "required",
                     "na_allowed",  "veto",       "critical", "evidence", "levels", "threshold", "unit",
                     "points_from", "deductions", "sample",   "method",   "basis",  "origin",    "phrases"});
    Item out;
    out.code = in.text("code");
    out.text = in.words("text_");
    out.scoring = scoring_from(in.text("scoring"));
    out.max = in.number_if("max");
    if (auto const weight = in.number_if("weight")) out.weight = *weight;
    out.required = in.flag("required", true);
    out.na_allowed = in.flag("na_allowed", false);
    out.veto = in.flag("veto", false);
    out.critical = in.flag("critical", false);
    out.evidence = evidence(in.at("evidence"));
    read_judgement(in, list_levels, out);
    if (auto const* unit = in.find("unit")) out.unit = words_of(*unit, "the unit");
    if (auto const* method = in.find("method")) out.method = words_of(*method, "the method");
    out.basis = in.find("basis") ? words_of(in.at("basis"), "the basis") : list_basis;
    out.origin = in.text_or("origin", "ours");
    for (auto const& phrase : in.list_or_empty("phrases")) out.phrases.push_back(words_of(phrase, "a phrase"));
    return out;
}

std::string code_or_place(Json const& json, std::size_t index) {
    if (json.is_object() && json.contains("code") && json["code"].is_string()) return json["code"].get<std::string>();
    return "number " + std::to_string(index + 1);
}

Section section(Json const& json, Json const& list_levels, Words const& list_basis) {
    Object const in(json, "the section", {"code", "title_zh", "title_en", "group", "max", "items"});
    Section out;
    out.code = in.text("code");
    out.title = in.words("title_");
    if (auto const* group = in.find("group")) out.group = words_of(*group, "the group");
    out.max = in.number_if("max");
    auto const& items = in.list("items");
    for (std::size_t i = 0; i < items.size(); ++i) try {
            out.items.push_back(item(items[i], list_levels, list_basis));
        } catch (Bad const& bad) {
            fail("item " + code_or_place(items[i], i) + ": " + bad.reason);
        }
    return out;
}

Condition condition(Json const& json) {
    using enum Counted;
    Object const in(json, "a condition", {"count", "at_least", "more_than_percent"});
    Condition out;
    out.counted = one_of<Counted>(in.text("count"), "count in a result rule",
                                  {{"veto_failed", veto_failed},
                                   {"critical_failed", critical_failed},
                                   {"other_failed", other_failed},
                                   {"failed", failed}});
    if (in.find("at_least")) out.at_least = in.whole("at_least");
    out.more_than_percent = in.number_if("more_than_percent");
    return out;
}

void read_results(Object const& in, Checklist& out) {
    for (auto const& one : in.list_or_empty("grades")) {
        Object const grade(one, "a grade", {"code", "zh", "en", "min"});
        out.grades.push_back({grade.text("code"), grade.words(), grade.number("min")});
    }
    for (auto const& one : in.list_or_empty("result_rules")) {
        Object const rule(one, "a result rule", {"code", "zh", "en", "any"});
        ResultRule read{rule.text("code"), rule.words(), {}};
        for (auto const& row : rule.at("any")) read.any.push_back(condition(row));
        out.result_rules.push_back(std::move(read));
    }
}

void read_scoring(Object const& in, Checklist& out) {
    out.mode = in.text("mode");
    out.total = in.number_if("total");
    if (auto const floor = in.number_if("floor_per_item"); floor && *floor != Decimal{})
        fail("floor_per_item can only be 0");
    out.veto_effect = one_of<VetoEffect>(in.text_or("veto_effect", "none"), "veto_effect",
                                         {{"none", VetoEffect::none},
                                          {"grade_fail", VetoEffect::grade_fail},
                                          {"class_c", VetoEffect::class_c},
                                          {"result_rule", VetoEffect::result_rule}});
    read_results(in, out);
    out.two_points = choices(in.list_or_empty("two_points"), "a point of time");
    out.self_assessment = in.flag("self_assessment", false);
    out.merit_for_top = in.flag("merit_for_top", false);
    out.self_fields = choices(in.list_or_empty("self_fields"), "a self-assessment column");
    out.inspector_fields = choices(in.list_or_empty("inspector_fields"), "an inspector column");
    out.narrative_fields = choices(in.list_or_empty("narrative_fields"), "a narrative column");
    out.finding_classes = choices(in.list_or_empty("finding_classes"), "a finding class");
    if (auto const* rule = in.find("finding_rule")) out.finding_rule = words_of(*rule, "the finding rule");
}

Object scoring_object(Json const& json) {
    return Object(json, "scoring",
                  {"mode", "total", "levels", "floor_per_item", "veto_effect", "grades", "result_rules", "two_points",
                   "self_assessment", "merit_for_top", "self_fields", "inspector_fields", "narrative_fields",
                   "finding_classes", "finding_rule", "measure_rule", "progress_rule", "cycle"});
}

void check_counts(Json const& json, Checklist const& list) {
    Object const in(json, "counts", {"sections", "items", "veto_items", "critical_items"});
    int veto = 0, critical = 0;
    for (auto const& section : list.sections)
        for (auto const& item : section.items) veto += item.veto, critical += item.critical;
    if (in.whole("sections") != static_cast<int>(list.sections.size())) fail("counts: another number of sections");
    if (in.whole("items") != static_cast<int>(list.item_count())) fail("counts: another number of items");
    if (in.whole("veto_items") != veto) fail("counts: another number of veto items");
    if (in.whole("critical_items") != critical) fail("counts: another number of critical items");
}

Checklist read(Json const& json) {
    Object const in(json, "the list",
                    {"schema", "code", "version", "title_zh", "title_en", "applies_to", "visit_type", "basis_of_list",
                     "scoring", "na_reasons", "sections", "source", "notes", "counts"});
    if (in.text("schema") != "mingcha-checklist/1") fail("unknown schema " + in.text("schema"));
    Checklist out;
    out.code = in.text("code");
    out.version = in.text("version");
    out.title = in.words("title_");
    for (auto const& kind : in.list("applies_to"))
        out.applies_to.push_back(kind.is_string() ? kind.get<std::string>() : "");
    out.visit_type = in.text("visit_type");
    out.basis = words_of(in.at("basis_of_list"), "the basis of the list");
    auto const scoring = scoring_object(in.at("scoring"));
    read_scoring(scoring, out);
    out.na_reasons = choices(in.list_or_empty("na_reasons"), "a reason for N/A");
    static Json const none = Json::object();
    auto const& list_levels = scoring.find("levels") ? scoring.at("levels") : none;
    auto const& sections = in.list("sections");
    for (std::size_t i = 0; i < sections.size(); ++i) try {
            out.sections.push_back(section(sections[i], list_levels, out.basis));
        } catch (Bad const& bad) {
            fail("section " + code_or_place(sections[i], i) + ", " + bad.reason);
        }
    if (in.find("counts")) check_counts(in.at("counts"), out);
    return out;
}
}  // namespace

Outcome<Checklist> parse_checklist(std::string_view json, std::string_view file_name) {
    auto const bad = [&](std::string const& reason) {
        return Error{"bad_checklist", std::string(file_name) + ", " + reason};
    };
    if (json.size() > checklist_bytes_max) return bad("the file is longer than 262144 bytes");
    try {
        auto const document = Json::parse(json, nullptr, false);
        if (document.is_discarded()) return bad("the file is not JSON");
        auto list = read(document);
        if (auto const checked = check_checklist(list, file_name); !checked) return checked.error();
        return list;
    } catch (Bad const& wrong) {
        return bad(wrong.reason);
    } catch (Json::exception const& wrong) {
        return bad(wrong.what());
    }
}

}  // namespace mingcha
