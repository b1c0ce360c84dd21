#include "server/sync/rules_policy.hpp"

#include <algorithm>

#include "shared/rules/case_file.hpp"
#include "shared/rules/feedback.hpp"
#include "shared/rules/finding_evidence.hpp"
#include "shared/rules/power.hpp"
#include "shared/rules/put_off.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

using enum RecordType;

namespace {
constexpr std::int64_t hour_ms = 3'600'000;

Root visit_root(Uuid const& id) {
    return {RootKind::visit, id};
}

std::set<Uuid> members_of(Record const& visit) {
    std::set<Uuid> out;
    auto const* field = visit.find("members");
    if (!field) return out;
    for (auto const& sibling : field->siblings)
        if (auto const value = Value::decode(view(sibling.value))) out.insert(value->id());
    return out;
}

std::set<Uuid> participants(Record const& visit) {
    auto out = members_of(visit);
    out.insert(visit.value("lead").id());
    out.erase(Uuid{});
    return out;
}

std::optional<Record> head_of(PolicyReader& reader, Root const& root, RecordType type) {
    return reader.record({root, type, root.id});
}

/// The visit that a root belongs to: its own, or that of the finding.
std::optional<Record> visit_of(PolicyReader& reader, Root const& root, Record const* made_now) {
    if (root.kind == RootKind::visit) {
        if (made_now && made_now->name.type == visit) return *made_now;
        return head_of(reader, root, visit);
    }
    if (root.kind != RootKind::finding) return std::nullopt;
    auto const finding_record =
        made_now && made_now->name.type == finding ? std::optional(*made_now) : head_of(reader, root, finding);
    if (!finding_record) return std::nullopt;
    return head_of(reader, visit_root(finding_record->value("visit").id()), visit);
}
}  // namespace

Relation RulesPolicy::relation(PolicyReader& reader, Uuid const& person, Root const& root,
                               Record const* made_now) const {
    Relation out;
    out.root = root.kind;
    auto const who = directory_.person(person);
    Uuid unit_id = root.kind == RootKind::unit ? root.id : Uuid{};
    if (auto const belongs_to = visit_of(reader, root, made_now)) {
        out.leads_visit = belongs_to->value("lead").id() == person;
        out.member_of_visit = members_of(*belongs_to).contains(person);
        unit_id = belongs_to->value("unit").id();
    }
    if (!who) return out;
    out.own_unit = !unit_id.is_nil() && who->unit == unit_id;
    out.office_above =
        root.kind == RootKind::office ? who->office.id == root.id : directory_.is_above(who->office.id, unit_id);
    out.own_person_root = root.kind == RootKind::person && root.id == person;
    return out;
}

RulesPolicy::Standing const& RulesPolicy::standing(PolicyReader& reader, Uuid const& person, Root const& root) {
    auto const version = reader.heads_version();
    if (last_.heads_version != version || last_.person != person || last_.root != root)
        last_ = {version, person, root, directory_.actor(person), relation(reader, person, root, nullptr)};
    return last_;
}

namespace {
/// A field that is written when its record is made and never again: a delta that would put another value in its place, or beside it.
/// Without this a ruled step could be given another act, a signed feedback other values.
bool rewrites_once(Delta const& delta, Record const& row) {
    auto const* type = find_type(row.name.type);
    return type && std::ranges::any_of(delta.record.fields, [&](auto const& field) {
               auto const* spec = find_field(*type, field.first);
               auto const* before = row.find(field.first);
               if (!spec || spec->rule != FieldRule::once || !before || before->siblings.empty()) return false;
               return std::ranges::any_of(field.second.siblings, [&](Sibling const& fresh) {
                   auto const same = [&](Sibling const& old) { return old.value == fresh.value; };
                   return !fresh.value.empty() && std::ranges::none_of(before->siblings, same);
               });
           });
}
}  // namespace

std::string RulesPolicy::refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                 Record const* row) {
    auto const& record = delta.record;
    bool const makes_root = !row && record.name.id == record.name.root.id;
    if (!makes_root && !reader.is_granted(header.author, record.name.root)) return "grant";
    if (makes_root)
        last_ = {0, header.author, record.name.root, directory_.actor(header.author),
                 relation(reader, header.author, record.name.root, &record)};
    auto const& who = makes_root ? last_ : standing(reader, header.author, record.name.root);
    auto const forbidden = [&](auto const& field) {
        return !may_write(who.actor, record.name.type, field.first, who.relation);
    };
    if (std::ranges::any_of(record.fields, forbidden)) return "permission";
    return row && rewrites_once(delta, *row) ? "written_once" : "";
}

std::vector<Audience> RulesPolicy::audiences(PolicyReader& reader, Record const& changed) {
    directory_.note(changed);
    switch (changed.name.type) {
        case visit:
            return {{changed.name.root, participants(changed)}};
        case finding: {
            auto const belongs_to = head_of(reader, visit_root(changed.value("visit").id()), visit);
            auto persons = belongs_to ? participants(*belongs_to) : std::set<Uuid>{};
            persons.merge(directory_.inspectors_of(changed.value("unit").id()));
            return {{changed.name.root, std::move(persons)}};
        }
        case unit:
            return {{changed.name.root, directory_.inspectors_of(changed.name.id)}};
        case assignment: {
            auto const what = changed.value("unit").id();
            if (what.is_nil()) return {};
            return {{{RootKind::unit, what}, directory_.inspectors_of(what)}};
        }
        case person: {
            if (changed.value("role").text() != "inspector") return {};
            std::vector<Audience> out{{changed.name.root, directory_.tablet_users_under(changed.name.root.id)}};
            if (auto const own = directory_.office(changed.name.root.id); own && !own->parent.is_nil())
                out.push_back({{RootKind::office, own->parent}, directory_.tablet_users_under(own->parent)});
            return out;
        }
        default:
            return {};
    }
}

namespace {
/// Who signed on the inspector's tablet: the step names the confirmation that came with it, of the hash that the step has seen; where both
/// name none, nothing was signed. His code is checked apart; without it the confirmation counts as 仅签名, which is a confirmation still
/// (UX T12).
Role signer_of(CaseFile const& file, Record const& step_record) {
    auto const named = step_record.value("data")["confirmation"].id();
    auto const found =
        std::ranges::find_if(file.confirmations, [&](Record const* one) { return one->name.id == named; });
    if (named.is_nil() || found == file.confirmations.end()) return Role::nobody;
    auto const choice = (*found)->value("choice").text();
    bool const signs = choice == "confirm" || choice == "dissent";
    auto const seen = step_record.value("seen").bytes();
    bool const same_hash = seen.size() == Hash{}.size() && (*found)->value("feedback").bytes() == seen;
    if (!signs || !same_hash) return Role::nobody;
    return (*found)->value("signer")["role"].text() == "head" ? Role::head : Role::liaison;
}
}  // namespace

/// The outer guards of a check-in: card, training, withdrawal, place and lease at the moment of the act.
void RulesPolicy::power_facts(PolicyReader& reader, Uuid const& unit, Made const& made, StepFacts& out) const {
    auto const power = power_at(directory_.appointments_of(made.author), unit, made.at_ms);
    out.card_valid = power.card_valid;
    out.trained = power.trained;
    out.recused = power.recused;
    auto const who = directory_.person(made.author);
    int const days = directory_.setting(who ? who->office.id : Uuid{}, settings::lease_days);
    auto last = reader.last_contact(made.tablet, made.at_ms);
    if (last) *last += limits::contact_grain_ms;  // it may have spoken again within the hour
    out.lease_ok = lease_holds(last, made.at_ms, days);
}

/// Of a finding: what its own record says, and the photos of it that lie in the visit.
void RulesPolicy::finding_facts(PolicyReader& reader, Record const& own, StepFacts& out) const {
    auto const letter = own.value("class").text();
    out.finding_class = letter.empty() ? 'B' : letter.front();
    auto const visit_records = reader.records(visit_root(own.value("visit").id()));
    auto const file = open_case(visit_records);
    out.finding_complete = finding_whole(file, own).all();
    out.before_after_photos = spot_photos(file, own).both();
    auto const unit_facts = directory_.unit(own.value("unit").id());
    out.inspectors_may_notice_b =
        directory_.setting(unit_facts ? unit_facts->office : Uuid{}, settings::inspectors_may_notice_b) != 0;
}

namespace {
/// The first code says why the visit was begun (`visit.reason`); what follows, that the monthly limit was passed, and for what.
bool is_on_complaint(std::string_view reason) {
    return reason.substr(0, reason.find(',')) == "complaint";
}

/// Every photo of the visit is here, or the step names it as missing (VT14).
bool evidence_is_known(PolicyReader& reader, CaseFile const& file, Value const& step_data) {
    auto const missing = missing_of(step_data);
    return std::ranges::all_of(file.photos, [&](Record const* photo) {
        auto const sha = photo->value("sha256").bytes();
        return missing.contains(photo->name.id) || (sha.size() == Hash{}.size() && reader.has_blob(hash_from(sha)));
    });
}

/// How often feedback has been given before this step: each time it was frozen anew.
int rounds_given(CaseFile const& file, Record const& step_record) {
    auto const steps = ruled_steps(file, step_record.name.root.id);
    return static_cast<int>(std::ranges::count_if(steps, [&](RuledStep const& one) {
        return one.act == "VT09" && one.id != step_record.name.id && one.ruling &&
               ruling_words(one.ruling->code).stands();
    }));
}
}  // namespace

StepFacts RulesPolicy::facts(PolicyReader& reader, Record const& step_record, Made const& made) const {
    auto const root = step_record.name.root;
    auto const& author = made.author;
    StepFacts out;
    out.author = roles_here(directory_.actor(author), relation(reader, author, root, nullptr));
    if (author.is_nil()) out.author = out.author | Role::clock;
    auto const who = directory_.person(author);
    if (who && who->role == "district_head" && any_of(out.author, Role::duty))
        out.author = out.author | Role::duty_head;
    out.has_reason = !step_record.value("note").text().empty() || !step_record.value("data")["reason"].text().empty();
    out.has_witness = !step_record.value("data")["witness"].text().empty();
    auto const records = reader.records(root);
    auto const file = open_case(records);
    auto const* visit_record = root.kind == RootKind::visit ? file.visit : nullptr;
    if (root.kind == RootKind::finding) {
        auto const own = reader.record({root, finding, root.id});
        if (own) finding_facts(reader, *own, out);
        return out;
    }
    if (!visit_record) return out;
    out.unit_is_own = directory_.inspectors_of(visit_record->value("unit").id()).contains(author) ||
                      is_on_complaint(visit_record->value("reason").text());
    out.group_size = static_cast<int>(participants(*visit_record).size());
    out.author = out.author | signer_of(file, step_record);
    out.has_answers = !file.answers.empty();
    out.has_summary = !visit_record->value("summary").text().empty();
    auto const pinned = visit_record->value("checklist");
    out.pinned_list = !pinned["code"].text().empty();
    auto const* feedback_record = file.newest_feedback();
    out.feedback_frozen = feedback_rounds(file.feedbacks) > rounds_given(file, step_record);
    // The school's acts sign a hash; others only may name one.
    auto const act = step_record.value("act").text();
    auto const seen = step_record.value("seen").bytes();
    bool const signs = act == "VT11" || act == "VT12" || act == "VT12b";
    bool const is_newest =
        feedback_record && seen.size() == Hash{}.size() && feedback_record->value("hash").bytes() == seen;
    out.seen_is_newest_feedback = is_newest || (seen.empty() && !signs);
    if (act == "VT03" || act == "VT04" || act == "VT05")
        power_facts(reader, visit_record->value("unit").id(), made, out);
    if (act == "VT04" || act == "VT05") out.near_or_reason = near_or_reason(step_record.value("data"));
    if (act == "VT06") {
        auto const said = step_record.value("data");
        auto const is_gate = [](Record const* photo) { return photo->value("role").text() == "gate"; };
        out.refuser_named = !said["who"].text().empty();
        out.gate_photo_or_reason = !said["no_photo"].text().empty() || std::ranges::any_of(file.photos, is_gate);
    }
    if (act == "VT13") {
        auto const until = put_off_until(file);
        out.put_off_ended = until && *until <= made.at_ms;
    }
    if (act == "VT14") out.evidence_known = evidence_is_known(reader, file, step_record.value("data"));
    if ((act == "VT12" || act == "VT12b") && feedback_record) {
        auto const* given = shown_first(*feedback_record->find("hash"));
        auto const unit_facts = directory_.unit(visit_record->value("unit").id());
        int const days = directory_.setting(unit_facts ? unit_facts->office : Uuid{}, settings::dissent_days);
        out.in_dissent_period = !given || in_dissent_period(given->stamp.shown_ms(), made.at_ms, days);
    }
    if (auto const list = directory_.checklist(pinned["code"].text(), pinned["version"].text())) {
        auto const school = school_facts(visit_record->value("unit_facts"));
        auto const wrapped = wrap_up(*list, visit_facts(*list, file, school), school);
        out.required_open = wrapped.required_open;
        out.photos_missing = wrapped.photos_missing;
        out.open_conflicts = wrapped.differences;
    }
    return out;
}

std::vector<ServerWrite> RulesPolicy::after_arrival(PolicyReader& reader, Record const& record, std::uint64_t log_index,
                                                    std::uint64_t server_epoch) {
    return record.name.type == step ? ruling_of(reader, record, log_index, server_epoch) : period_of(reader, record);
}

/// The period for confirming later runs from the put-off's arrival: until then no phone could have shown the feedback.
std::vector<ServerWrite> RulesPolicy::period_of(PolicyReader& reader, Record const& confirmation) const {
    if (!is_put_off(confirmation)) return {};
    auto const& root = confirmation.name.root;
    auto const visit_record = head_of(reader, root, visit);
    auto const unit_facts = directory_.unit(visit_record ? visit_record->value("unit").id() : Uuid{});
    int const hours = directory_.setting(unit_facts ? unit_facts->office : Uuid{}, settings::put_off_hours);
    auto const number = find_field(*find_type(mingcha::RecordType::confirmation), "until")->number;
    return {{confirmation.name, confirmation.key, number, reader.now_ms() + hours * hour_ms, {}, {}, false}};
}

std::vector<ServerWrite> RulesPolicy::ruling_of(PolicyReader& reader, Record const& step_record,
                                                std::uint64_t log_index, std::uint64_t server_epoch) const {
    auto const name = ruling_name(step_record.name);
    if (reader.record(name)) return {};  // judged once
    auto const* field = step_record.find("act");
    auto const* act = field ? shown_first(*field) : nullptr;
    if (!act) return {};
    auto const subject = step_record.value("subject").id();
    auto const kind = step_record.name.root.kind == RootKind::finding ? Subject::finding : Subject::visit;
    auto const records = reader.records(step_record.name.root);
    auto const file = open_case(records);
    auto steps = ruled_steps(file, subject);
    std::erase_if(steps, [&](RuledStep const& one) { return one.id == step_record.name.id || !one.ruling; });
    auto const state = with_answers(fold(kind, std::move(steps)).state, !file.answers.empty());
    std::int64_t const effective = std::min(act->stamp.shown_ms(), reader.now_ms());
    Made const made{act->author, act->dot.replica, effective};
    auto const ruling = judge(step_record.value("act").text(), state, facts(reader, step_record, made));

    std::string const key = step_record.name.id.to_string();
    auto const* type = find_type(mingcha::RecordType::ruling);
    std::vector<ServerWrite> out;
    auto const put = [&](char const* field_name, Value value) {
        out.push_back({name, key, find_field(*type, field_name)->number, std::move(value), {}, {}, false});
    };
    put("step", step_record.name.id);
    put("result", ruling.code);
    put("effective", effective);
    put("order", static_cast<std::int64_t>(log_index));
    put("rules", rules_version);
    put("epoch", static_cast<std::int64_t>(server_epoch));
    return out;
}

}  // namespace mingcha
