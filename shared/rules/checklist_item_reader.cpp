#include "shared/rules/checklist_item_reader.hpp"

namespace mingcha::strict {

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

namespace {
Scoring scoring_from(std::string const& text) {
    for (int i = 0; i <= static_cast<int>(Scoring::text); ++i)
        if (name_of(static_cast<Scoring>(i)) == text) return static_cast<Scoring>(i);
    fail("unknown scoring " + text);
}

std::string_view levels_key(Scoring scoring) {
    return is_measured(scoring) ? "measure" : name_of(scoring);
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
}  // namespace

Item item(Json const& json, Json const& list_levels, Words const& list_basis) {
    Object const in(json, "the item",
                    {"code",   "text_zh",  "text_en",  "scoring", "max",       "weight", "required",    "na_allowed",
                     "veto",   "critical", "evidence", "levels",  "threshold", "unit",   "points_from", "deductions",
                     "sample", "method",   "basis",    "origin",  "phrases",   "step"});
    Item out;
    out.code = in.text("code");
    out.text = in.words("text_");
    out.scoring = scoring_from(in.text("scoring"));
    out.max = in.number_if("max");
    if (auto const step = in.number_if("step")) out.step = *step;
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

}  // namespace mingcha::strict
