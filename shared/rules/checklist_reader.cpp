#include "shared/rules/checklist_item_reader.hpp"

namespace mingcha {

namespace {
using namespace strict;

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
