#include "shared/record/schema.hpp"

#include <algorithm>
#include <array>

namespace mingcha {

namespace {
using enum FieldKind;
using enum FieldRule;
using W = Writer;

constexpr std::uint32_t tiny = 64;          // a code, a number, an id, a hash
constexpr std::uint32_t line = 512;         // a name, a title
constexpr std::uint32_t paragraph = 8'192;  // about 2,700 Han characters: longer findings belong in several
constexpr std::uint32_t chapter =
    65'536;  // several paragraphs in one value: what a school says of each finding, an answer's texts
constexpr std::uint32_t document = 262'144;  // a checklist's JSON (the longest supplied one has 36 KB)

constexpr std::uint32_t volume =
    1'048'576;  // all texts of a visit: 88 items and 30 findings of a paragraph each have 950 KB

constexpr FieldSpec withdrawn{withdrawn_field,
                              "withdrawn",
                              map,
                              settled,
                              W::any,
                              paragraph,
                              "{reason, seen}: the record's vector as the withdrawer saw it"};

constexpr std::array office_fields{
    FieldSpec{1, "name_zh", text, settled, W::office, line, ""},
    FieldSpec{2, "name_en", text, settled, W::office, line, ""},
    FieldSpec{3, "code", text, settled, W::office, tiny, "GB/T 2260; empty for a functional area that has none"},
    FieldSpec{4, "level", code, once, W::office, tiny, "city | district"},
    FieldSpec{5, "parent", id, once, W::office, tiny, "the office above; nil for the city"},
    FieldSpec{6, "phone", text, settled, W::office, line, "duty telephone"},
};
constexpr std::array zone_fields{
    FieldSpec{1, "name_zh", text, settled, W::office, line, ""},
    FieldSpec{2, "name_en", text, settled, W::office, line, ""},
    FieldSpec{3, "leader", id, settled, W::office, tiny, "person"},
};
constexpr std::array unit_fields{
    FieldSpec{1, "name_zh", text, settled, W::office, line, ""},
    FieldSpec{2, "name_en", text, settled, W::office, line, ""},
    FieldSpec{3, "office", id, settled, W::office, tiny, "district office"},
    FieldSpec{4, "zone", id, settled, W::office, tiny, ""},
    FieldSpec{5, "kind", code, settled, W::office, tiny,
              "kindergarten | primary | junior | senior | nine_year | vocational | special"},
    FieldSpec{6, "head", text, settled, W::office, line, "name of the head of school"},
    FieldSpec{7, "liaison", id, settled, W::office, tiny, "person: the school's 视导员"},
    FieldSpec{8, "students", integer, settled, W::office | W::school, tiny, ""},
    FieldSpec{9, "staff", integer, settled, W::office | W::school, tiny, ""},
    FieldSpec{10, "address", text, settled, W::office, line, ""},
    FieldSpec{11, "initials", text, quiet, W::office, line, "pinyin initials of the name, for search"},
    FieldSpec{12, "position", map, settled, W::office, tiny, "{lat, lon} in micro-degrees (WGS 84), of the gate"},
    FieldSpec{13, "phone", text, settled, W::office | W::school, line, "of the liaison officer"},
};
constexpr std::array person_fields{
    FieldSpec{1, "name", text, settled, W::office, line, ""},
    FieldSpec{2, "role", code, settled, W::office, tiny,
              "inspector | liaison | head | district | district_head | city"},
    FieldSpec{3, "unit", id, settled, W::office, tiny, "of a liaison officer or head"},
    FieldSpec{4, "phone", text, settled, W::office, line, ""},
};
constexpr std::array appointment_fields{
    FieldSpec{1, "person", id, once, W::office, tiny, ""},
    FieldSpec{2, "number", text, once, W::office, tiny, "inspector card 督学证"},
    FieldSpec{3, "from", time, once, W::office, tiny, ""},
    FieldSpec{4, "to", time, once, W::office, tiny, ""},
    FieldSpec{5, "trained", time, settled, W::office, tiny, "training before the start finished; absent: not yet"},
    FieldSpec{6, "withdraws", id, FieldRule::set, W::office, tiny, "units from which he must withdraw 回避"},
};
constexpr std::array assignment_fields{
    FieldSpec{1, "person", id, once, W::office, tiny, ""},
    FieldSpec{2, "unit", id, once, W::office, tiny, ""},
    FieldSpec{3, "from", time, once, W::office, tiny, ""},
    FieldSpec{4, "to", time, settled, W::office, tiny, "absent while it lasts"},
};
constexpr std::array checklist_fields{
    FieldSpec{1, "code", text, once, W::office, tiny, ""},
    FieldSpec{2, "version", text, once, W::office, tiny, ""},
    FieldSpec{3, "title_zh", text, once, W::office, line, ""},
    FieldSpec{4, "title_en", text, once, W::office, line, ""},
    FieldSpec{5, "content", text, once, W::office, document, "JSON, see shared/data/checklists"},
};
constexpr std::array setting_fields{
    FieldSpec{1, "value", text, settled, W::office, line, "of the setting whose name is the record's key"},
};
constexpr std::array device_fields{
    FieldSpec{1, "person", id, once, W::server, tiny, ""},
    FieldSpec{2, "label", text, settled, W::office, line, ""},
};
constexpr std::array visit_fields{
    FieldSpec{1, "unit", id, once, W::inspectors | W::office, tiny, ""},
    FieldSpec{2, "kind", code, settled, W::lead | W::office, tiny, "routine | special | comprehensive"},
    FieldSpec{3, "checklist", map, settled, W::lead | W::office, line, "{code, version}, pinned at check-in (VT05)"},
    FieldSpec{4, "lead", id, settled, W::lead | W::office, tiny, "person"},
    FieldSpec{5, "members", id, FieldRule::set, W::lead | W::office, tiny, "co-inspectors"},
    FieldSpec{6, "planned", text, settled, W::office, tiny, "day, YYYY-MM-DD; absent for an unplanned visit"},
    FieldSpec{7, "reason", text, settled, W::lead, paragraph,
              "why unplanned, or why over the monthly limit (code or text)"},
    FieldSpec{8, "checkin", map, settled, W::lead, paragraph,
              "{time, distance, accuracy, plaque, gps_reason, plaque_reason}"},
    FieldSpec{9, "unit_facts", map, settled, W::lead, paragraph, "snapshot of the unit at check-in"},
    FieldSpec{10, "summary", text, settled, W::lead, chapter, "overall comment 总评, with what was added since"},
    FieldSpec{11, "highlights", text, settled, W::inspectors, paragraph, "亮点"},
    FieldSpec{12, "secret", flag, once, W::office, tiny, "暗访"},
    FieldSpec{13, "release", map, settled, W::lead, line,
              "written by no tablet: it would cover photos not yet taken, and counts for none"},
    FieldSpec{14, "number", text, settled, W::lead, tiny, "visit number from the device's own block"},
};
constexpr std::array answer_fields{
    FieldSpec{1, "verdict", map, settled, W::inspectors, chapter, "see shared/rules/verdict.hpp"},
    FieldSpec{2, "comment", text, settled, W::inspectors, paragraph, ""},
    FieldSpec{3, "practice", text, settled, W::inspectors, paragraph, "学校做法 (term-opening list)"},
    FieldSpec{4, "gap", text, settled, W::inspectors, paragraph, "不足与建议 (term-opening list)"},
    FieldSpec{5, "self", map, settled, W::school | W::inspectors, chapter, "the school's own grade: {level, note}"},
    FieldSpec{6, "no_photo", text, settled, W::inspectors, paragraph, "why a required photo could not be taken"},
    FieldSpec{7, "no_finding", text, settled, W::inspectors, paragraph, "why a proposed finding was dismissed"},
};
constexpr std::array photo_fields{
    FieldSpec{1, "subject", id, settled, W::inspectors, tiny, "answer, finding, confirmation or visit it shows"},
    FieldSpec{2, "role", code, once, W::any, tiny, "evidence | before | after | gate | plaque | signature | dissent"},
    FieldSpec{3, "sha256", hash, once, W::any, tiny, "of the bytes that travel"},
    FieldSpec{4, "size", integer, once, W::any, tiny, "bytes"},
    FieldSpec{5, "mime", code, once, W::any, tiny, "image/jpeg | image/png"},
    FieldSpec{6, "width", integer, once, W::any, tiny, "pixels"},
    FieldSpec{7, "height", integer, once, W::any, tiny, "pixels"},
    FieldSpec{8, "taken", map, once, W::any, line, "{time, imported, lat, lon, accuracy}"},
    FieldSpec{9, "caption", text, quiet, W::inspectors, paragraph, ""},
    FieldSpec{10, "release", map, settled, W::inspectors, paragraph,
              "{kind: masked | no_child | ground, ground}; absent: it may not leave yet"},
    FieldSpec{11, "order", integer, quiet, W::inspectors, tiny, "within its subject"},
};
constexpr std::array finding_fields{
    FieldSpec{1, "visit", id, once, W::inspectors, tiny, ""},
    FieldSpec{2, "unit", id, once, W::inspectors, tiny, ""},
    FieldSpec{3, "item", text, once, W::inspectors, tiny, "item code; empty for a finding of its own"},
    FieldSpec{4, "title", text, settled, W::inspectors, paragraph, "the fact"},
    FieldSpec{5, "class", code, settled, W::inspectors | W::office, tiny, "A | B | C | D"},
    FieldSpec{6, "basis", text, settled, W::inspectors, paragraph, "clause, or 无明文依据 with a reason"},
    FieldSpec{7, "advice", text, settled, W::inspectors, paragraph, ""},
    FieldSpec{8, "days", integer, settled, W::inspectors | W::office, tiny,
              "rectification period, calendar days; 0 = on the spot"},
    FieldSpec{9, "responsible", text, settled, W::inspectors, line, "post or person at the school"},
};
constexpr std::array feedback_fields{
    FieldSpec{1, "round", integer, once, W::lead, tiny, "n, from 1"},
    FieldSpec{2, "hash", hash, once, W::lead, tiny, "SHA-256(salt ‖ canonical values)"},
    FieldSpec{3, "salt", bytes, once, W::lead, tiny, "32 random bytes"},
    FieldSpec{4, "values", map, once, W::lead, volume,
              "frozen values of the visit's records and findings, never dots or stamps"},
    FieldSpec{5, "dots", bytes, once, W::lead, document, "the dots it covers, as evidence only (4.9 addendum)"},
};
constexpr std::array confirmation_fields{
    FieldSpec{1, "feedback", hash, once, W::inspectors | W::school, tiny, "the hash that was signed"},
    FieldSpec{2, "choice", code, once, W::inspectors | W::school, tiny, "confirm | dissent | unsigned | deferred"},
    FieldSpec{3, "points", list, once, W::inspectors | W::school, chapter, "[{finding, choice, reason, text}]"},
    FieldSpec{4, "reason", text, once, W::inspectors | W::school, paragraph, "of the whole, or why nobody signs"},
    FieldSpec{5, "signer", map, once, W::inspectors | W::school, paragraph, "{name, role: liaison | head, typed}"},
    FieldSpec{6, "code", bytes, once, W::inspectors | W::school, line,
              "{code, hash, nonce} sealed to the server; the tablet never checks it"},
    FieldSpec{7, "witness", text, once, W::inspectors, line, ""},
    FieldSpec{8, "code_result", code, once, W::server, tiny, "ok | wrong | none"},
    FieldSpec{9, "until", time, once, W::server, tiny, "of a put-off: when it ends, by the server's clock"},
};
constexpr std::array step_fields{
    FieldSpec{1, "subject", id, once, W::any, tiny, "visit or finding"},
    FieldSpec{2, "act", code, once, W::any, tiny, "DOMAIN 6: VT05, FT01 …"},
    FieldSpec{3, "by", id, once, W::any, tiny, "person; nil for the server's clock"},
    FieldSpec{4, "heads", list, once, W::any, paragraph, "the newest steps known when it was made"},
    FieldSpec{5, "seen", hash, once, W::any, tiny, "content hash that was seen, where the act signs one"},
    FieldSpec{6, "note", text, once, W::any, paragraph, ""},
    FieldSpec{7, "data", map, once, W::any, chapter, "what the act carries"},
};
constexpr std::array ruling_fields{
    FieldSpec{1, "step", id, once, W::server, tiny, ""},
    FieldSpec{2, "result", code, once, W::server, tiny, "in_force, or the code of the guard that failed"},
    FieldSpec{3, "effective", time, once, W::server, tiny, ""},
    FieldSpec{4, "order", integer, once, W::server, tiny, "index of the ruling's leaf in the log: the receipt order"},
    FieldSpec{5, "rules", text, once, W::server, tiny, "version of the rules"},
    FieldSpec{6, "epoch", integer, once, W::server, tiny, "server epoch of that log"},
};
constexpr std::array notice_fields{
    FieldSpec{1, "number", text, once, W::inspectors | W::office, tiny, "from the server or the device's own block"},
    FieldSpec{2, "finding", id, once, W::inspectors | W::office, tiny, ""},
    FieldSpec{3, "days", integer, once, W::inspectors | W::office, tiny, ""},
};

using enum RecordType;
constexpr TypeSpec types[] = {
    {office, "office", RootKind::office, true, false, "an inspection office; offices form a tree", office_fields},
    {zone, "zone", RootKind::office, false, false, "责任区", zone_fields},
    {unit, "unit", RootKind::unit, true, false, "what is inspected", unit_fields},
    {person, "person", RootKind::office, false, false, "", person_fields},
    {appointment, "appointment", RootKind::office, false, false, "an inspector's appointment", appointment_fields},
    {assignment, "assignment", RootKind::office, false, false, "inspector to unit", assignment_fields},
    {checklist, "checklist", RootKind::office, false, false, "one immutable version of a list", checklist_fields},
    {setting, "setting", RootKind::office, false, true, "DOMAIN 1.9", setting_fields},
    {device, "device", RootKind::office, false, false, "an enrolled tablet", device_fields},
    {visit, "visit", RootKind::visit, true, false, "督导", visit_fields},
    {answer, "answer", RootKind::visit, false, true, "one item's answer; key = item code", answer_fields},
    {photo, "photo", RootKind::visit, false, false, "", photo_fields},
    {finding, "finding", RootKind::finding, true, false, "问题; outlives the visit", finding_fields},
    {feedback, "feedback", RootKind::visit, false, false, "frozen snapshot that the school signs", feedback_fields},
    {confirmation, "confirmation", RootKind::visit, false, false, "the school's answer to a feedback",
     confirmation_fields},
    {step, "step", RootKind::visit, false, false, "one act of a workflow, append-only; in its subject's root",
     step_fields},
    {ruling, "ruling", RootKind::visit, false, true, "the server's judgement of a step; key = the step's id",
     ruling_fields},
    {notice, "notice", RootKind::finding, false, false, "notice of rectification", notice_fields},
};
}  // namespace

std::span<TypeSpec const> catalogue() {
    return types;
}

TypeSpec const* find_type(RecordType type) {
    auto const* found = std::ranges::find(types, type, &TypeSpec::type);
    return found == std::end(types) ? nullptr : found;
}

TypeSpec const* find_type(std::string_view name) {
    auto const* found = std::ranges::find(types, name, &TypeSpec::name);
    return found == std::end(types) ? nullptr : found;
}

FieldSpec const* find_field(TypeSpec const& type, std::uint16_t number) {
    if (number == withdrawn_field) return &withdrawn;
    auto const found = std::ranges::find(type.fields, number, &FieldSpec::number);
    return found == type.fields.end() ? nullptr : &*found;
}

FieldSpec const* find_field(TypeSpec const& type, std::string_view name) {
    if (name == withdrawn.name) return &withdrawn;
    auto const found = std::ranges::find(type.fields, name, &FieldSpec::name);
    return found == type.fields.end() ? nullptr : &*found;
}

}  // namespace mingcha
