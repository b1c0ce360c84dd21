#include "shared/rules/workflow.hpp"

#include <algorithm>
#include <array>

namespace mingcha {

namespace {
using F = StepFacts const&;

// clang-format off
// ---- Guards: code, what to do about it, when it holds. Inner ones first.
constexpr Guard all_answered{"items_open", "还有必评项未评，请逐项评定或选不适用", "Required items are open. Answer them or choose N/A",
                             [](F f) { return f.required_open == 0; }};
constexpr Guard photos_there{"photos_missing", "缺少必拍照片，请补拍或写明无法拍摄的原因", "Needed photos are missing. Take them or say why not",
                             [](F f) { return f.photos_missing == 0; }};
constexpr Guard no_differences{"differences_open", "两位督学有不同评定，请主督学先裁定", "Inspectors differ on items. The lead settles them first",
                               [](F f) { return f.open_conflicts == 0; }};
constexpr Guard feedback_there{"no_feedback", "还没有反馈内容，请先生成反馈", "There is no feedback yet. Make it first", [](F f) { return f.feedback_frozen; }};
constexpr Guard newest_signed{"older_feedback", "签的是旧版反馈，请就新版再签一次", "An older feedback was signed. Please sign the newest one",
                              [](F f) { return f.seen_is_newest_feedback; }};
constexpr Guard reason_given{"no_reason", "请写明原因", "Please give the reason", [](F f) { return f.has_reason; }};
constexpr Guard refuser_named{"nobody_named", "请写明谁拒绝入校", "Say who refused entry", [](F f) { return f.refuser_named; }};
constexpr Guard gate_shown{"no_gate_photo", "请拍校门照片，或写明没有拍的原因", "Photograph the gate, or say why there is no photo",
                           [](F f) { return f.gate_photo_or_reason; }};
constexpr Guard witness_named{"no_witness", "请填写见证人，或等延后期满", "Name a witness, or wait until the put-off ends",
                              [](F f) { return f.has_witness || f.put_off_ended; }};
constexpr Guard summary_written{"no_summary", "请填写总评", "Please write the overall comment", [](F f) { return f.has_summary; }};
constexpr Guard evidence_accounted{"evidence_unknown", "照片尚未收齐，请列出缺少的照片", "Photos are still missing. List which ones",
                                   [](F f) { return f.evidence_known; }};
constexpr Guard at_school{"not_at_school", "不在学校范围内，请写明原因", "Outside the school's fence. Give the reason", [](F f) { return f.near_or_reason; }};
constexpr Guard list_pinned{"no_checklist", "请选定检查表", "Choose the checklist", [](F f) { return f.pinned_list; }};
constexpr Guard finding_whole{"finding_incomplete", "问题要有事实、类别、依据（无明文依据请写理由），其检查项已评定或有照片", "A finding needs fact, class, basis (or why there is none), and its item judged or a photo",
                              [](F f) { return f.finding_complete; }};
constexpr Guard class_a{"not_class_a", "只有 A 类问题可以当场改正", "Only class A can be fixed on the spot", [](F f) { return f.finding_class == 'A'; }};
constexpr Guard both_photos{"no_after_photo", "请拍改正前后的照片", "Take photos before and after", [](F f) { return f.before_after_photos; }};
constexpr Guard cancel_unseen{"cancelled", "该督导已取消，请联系督导室", "This visit was cancelled. Call the office", [](F f) { return !f.cancel_was_seen; }};
constexpr Guard may_notice{"notice_not_allowed", "这类问题的整改通知由督导室下发", "Notices of this class come from the office",
                           [](F f) { return any_of(f.author, Role::duty_head) || (f.finding_class == 'B' && f.inspectors_may_notice_b); }};

// ---- Outer ones: grants, cards, settings, caps, clock.
constexpr Guard own_unit{"not_own_unit", "不是您负责的学校，请联系督导室", "Not one of your schools. Call the office", [](F f) { return f.unit_is_own; }};
constexpr Guard valid_card{"card_invalid", "督学证无效或已过期，请联系督导室", "Inspector card not valid. Call the office", [](F f) { return f.card_valid; }};
constexpr Guard not_recused{"recused", "您对该校应当回避，请交其他督学", "You must withdraw from this school. Hand it to a colleague",
                            [](F f) { return !f.recused; }};
constexpr Guard is_trained{"not_trained", "尚未完成岗前培训", "Training is not finished yet", [](F f) { return f.trained; }};
constexpr Guard in_lease{"lease_over", "离线天数已满，请先联网再开始新督导", "Too long offline. Connect before a new visit", [](F f) { return f.lease_ok; }};
constexpr Guard cap_kept{"over_cap", "本月入校次数已满，请写明原因", "The monthly limit is reached. Give the reason", [](F f) { return f.cap_kept_or_reason; }};
constexpr Guard big_group{"group_too_small", "专项和综合督导的人数不足", "Too few inspectors for this kind of visit",
                          [](F f) { return !f.group_visit || f.group_size >= f.group_min; }};
constexpr Guard in_time{"dissent_late", "异议期已过，请向督导室申请复核", "The period for dissent is over. Ask the office for a review",
                        [](F f) { return f.in_dissent_period; }};

using enum State;
using enum Role;
constexpr auto visit = Subject::visit, finding = Subject::finding;
constexpr State stays = none;  // as `to`: the act stands without moving the visit
constexpr bool offline = true, online = false;

// id, subject, from, to, who, inner guards, outer guards, offline?, words. DOMAIN 6.1 and 6.2, in their order.
std::vector<Act> const acts{
    {"VT01", visit, {none}, planned, duty | city | zone | lead, {}, {&own_unit, &cap_kept, &big_group}, online, "列入计划", "Plan"},
    // VT03 is DRAWN → TAKEN; a visit planned by name was never drawn, so PLANNED stands beside it.
    {"VT03", visit, {planned, drawn}, taken, lead, {}, {&valid_card, &not_recused, &is_trained}, online, "领受", "Take"},
    {"VT04", visit, {none}, checked_in, lead, {&reason_given, &at_school, &list_pinned}, {&own_unit, &valid_card, &not_recused, &in_lease}, offline, "计划外签到", "Check in, unplanned"},
    // From PLANNED too: a plan that names him and lies on his tablet is as good as taken when he stands at the gate without network.
    {"VT05", visit, {planned, taken}, checked_in, lead | member, {&at_school, &list_pinned}, {&valid_card, &not_recused, &in_lease}, offline, "签到", "Check in"},
    {"VT06", visit, {checked_in}, refused, lead, {&reason_given, &refuser_named, &gate_shown}, {}, offline, "登记拒绝入校", "Record refused entry"},
    // From CHECKED_IN too: an emergency does not wait for the first answer (decisions/0008).
    {"VT08", visit, {checked_in, working}, broken_off, lead, {&reason_given}, {}, offline, "中止督导", "Break off"},
    {"VT09", visit, {working}, feedback, lead, {&all_answered, &photos_there, &no_differences, &feedback_there}, {}, offline, "现场反馈", "Give feedback"},
    {"VT10", visit, {feedback}, working, lead, {}, {}, offline, "继续督导", "Go on checking"},
    {"VT11", visit, {feedback}, confirmed, liaison | head, {&newest_signed}, {}, offline, "确认收到", "Confirm"},
    {"VT12", visit, {feedback, confirmed}, dissented, liaison | head, {&newest_signed, &reason_given}, {&in_time}, offline, "提出异议", "Dissent"},
    // The points of a later dissent are open points of the review; the visit stays where it is. From ACCEPTED on it opens VT24.
    {"VT12b", visit, {submitted, reviewing, returned}, stays, liaison | head, {&newest_signed, &reason_given}, {&in_time}, offline, "补提异议", "Dissent later"},
    {"VT13", visit, {feedback}, unsigned_, lead | clock, {&reason_given, &witness_named}, {}, offline, "登记未签", "Record not signed"},
    {"VT14", visit, {confirmed, dissented, unsigned_, refused, broken_off}, submitted, lead, {&summary_written, &evidence_accounted}, {}, offline, "提交", "Submit"},
    {"FT01", finding, {draft}, open, lead | member, {&finding_whole}, {}, offline, "提出问题", "Raise"},
    {"FT02", finding, {open}, fixed_on_spot, lead | member, {&class_a, &both_photos}, {}, offline, "当场改正", "Fixed on the spot"},
    {"FT03", finding, {open}, noticed, lead | duty_head, {&may_notice}, {}, offline, "下发整改通知", "Send notice"},
};
// VT07 (CHECKED_IN → WORKING) is computed from the first answer: with_answers().
// clang-format on

/// The visit has begun and was not called off: a colleague's tablet that was at the school then may say so whenever it meets a network.
bool began(State state) {
    static constexpr std::array before{none, planned, drawn, taken, cancelled, void_};
    return std::ranges::find(before, state) == before.end();
}

/// A colleague may check in while the lead already works; a second confirmation beside a dissent stays as a receipt (CF03); so does what the
/// school signed and what arrives only after the visit was recorded as not signed: it is kept with its words, and nothing is undone.
bool is_noted(std::string_view act, State state) {
    if (act == "VT05") return began(state);
    if (act == "VT11") return state == confirmed || state == dissented || state == unsigned_;
    return act == "VT12" && (state == dissented || state == unsigned_);
}

Ruling given(std::string_view code, std::string_view zh, std::string_view en) {
    return {std::string(code), std::string(zh), std::string(en)};
}

/// Codes that are no guard's.
constexpr std::array<std::array<std::string_view, 3>, 5> others{{
    {"in_force", "已生效", "In force"},
    {"noted", "已记录", "Noted"},
    {"unknown_act", "本版本不认识这一步，请更新", "This version does not know the step. Please update"},
    {"not_allowed", "您不能办理这一步", "This step is not yours to make"},
    {"wrong_state", "当前状态不能办理这一步，请刷新后再看", "Not possible in the present state. Look again"},
}};

Ruling first_failed(std::vector<Guard const*> const& guards, StepFacts const& facts) {
    for (auto const* guard : guards)
        if (!guard->holds(facts)) return given(guard->code, guard->zh, guard->en);
    return ruling_words("in_force");
}

bool starts_from(Act const& act, State state) {
    for (auto const from : act.from)
        if (from == state) return true;
    return false;
}
}  // namespace

std::span<Act const> all_acts() {
    return acts;
}

Act const* find_act(std::string_view id) {
    for (auto const& act : acts)
        if (act.id == id) return &act;
    return nullptr;
}

State with_answers(State state, bool has_answers) {
    return state == State::checked_in && has_answers ? State::working : state;
}

Ruling ruling_words(std::string_view code) {
    for (auto const& [known, zh, en] : others)
        if (known == code) return given(known, zh, en);
    if (code == cancel_unseen.code) return given(code, cancel_unseen.zh, cancel_unseen.en);
    for (auto const& act : acts)
        for (auto const* guards : {&act.inner, &act.outer})
            for (auto const* guard : *guards)
                if (guard->code == code) return given(code, guard->zh, guard->en);
    return given(code, code, code);
}

Ruling judge(std::string_view id, State folded, StepFacts const& facts, bool only_inner) {
    auto const* act = find_act(id);
    if (!act) return ruling_words("unknown_act");
    if (!any_of(act->who, facts.author)) return ruling_words("not_allowed");
    auto const state = with_answers(folded, facts.has_answers);
    bool const after_cancel = id == "VT05" && state == State::cancelled;
    if (after_cancel && !cancel_unseen.holds(facts))
        return given(cancel_unseen.code, cancel_unseen.zh, cancel_unseen.en);
    bool const noted = is_noted(id, state) || (act->to == stays && starts_from(*act, state));
    if (!noted && !after_cancel && !starts_from(*act, state)) return ruling_words("wrong_state");
    auto ruling = first_failed(act->inner, facts);
    if (ruling.stands() && !only_inner) ruling = first_failed(act->outer, facts);
    if (ruling.stands() && noted) return ruling_words("noted");
    return ruling;
}

std::vector<Offer> offers(Subject subject, State state, StepFacts const& facts) {
    std::vector<Offer> out;
    for (auto const& act : acts) {
        if (act.subject != subject || !any_of(act.who, facts.author)) continue;
        if (starts_from(act, with_answers(state, facts.has_answers)))
            out.push_back({&act, judge(act.id, state, facts)});
    }
    return out;
}

}  // namespace mingcha
