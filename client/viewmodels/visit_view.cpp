#include "client/viewmodels/visit_view.hpp"

#include <algorithm>
#include <map>

#include "client/viewmodels/changes.hpp"

namespace mingcha {

std::shared_ptr<Checklist const> ChecklistShelf::find(RecordCache const& cache, std::string_view code,
                                                      std::string_view version) {
    static std::map<std::string, std::shared_ptr<Checklist const>> parsed;  // versions never change
    if (code.empty()) return nullptr;
    auto const key = std::string(code) + '@' + std::string(version);
    if (auto const found = parsed.find(key); found != parsed.end()) return found->second;
    for (auto const* record : cache.all(RecordType::checklist)) {
        if (record->value("code").text() != code || record->value("version").text() != version) continue;
        auto list = parse_checklist(record->value("content").text(), key);
        if (!list) return nullptr;
        return parsed[key] = std::make_shared<Checklist const>(*std::move(list));
    }
    return nullptr;
}

Value unit_facts(Record const& unit) {
    Value::Map out;
    for (auto const* field : {"name_zh", "name_en", "kind", "head", "students", "staff"})
        if (auto value = unit.value(field); !value.is_null()) out.emplace(field, std::move(value));
    return out;
}

VisitView::VisitView(Store& store, QObject* parent) : QObject(parent), store_(store) {
    connect(&store_, &Store::changed, this, &VisitView::on_store);
}

void VisitView::open(Uuid const& visit) {
    if (id_ == visit) return;
    id_ = visit;
    if (!id_.is_nil()) store_.show(root());
    load();
    emit changed({.whole = true, .items = {}, .visit = true, .photos = true, .findings = true, .steps = true});
}

bool VisitView::concerns(RecordName const& name) const {
    if (id_.is_nil()) return false;
    if (name.root == root() || name.type == RecordType::checklist) return true;
    if (name.root.kind != RootKind::finding) return false;
    if (std::ranges::any_of(findings_, [&](Record const& finding) { return finding.name.root == name.root; }))
        return true;
    auto const* finding = store_.cache().find({name.root, RecordType::finding, name.root.id});
    return finding && finding->value("visit").id() == id_;
}

std::string VisitView::item_of(RecordName const& name) const {
    for (auto const& record : records_) {
        if (record.name == name && name.type == RecordType::answer) return record.key;
        if (record.name == name && name.type == RecordType::photo) {
            auto const subject = record.value("subject").id();
            return item_of({name.root, RecordType::answer, subject});
        }
    }
    return {};
}

void VisitView::on_store(Store::ChangeSet const& changes) {
    Changed what;
    std::set<RecordName> ours;
    for (auto const& name : changes.names)
        if (concerns(name)) ours.insert(name);
    if (ours.empty()) return;
    for (auto const& name : ours)
        if (auto const code = item_of(name); !code.empty())
            what.items.insert(code);  // as it was: a photo may have moved away
    auto const list_before = list_key_;
    bool const had_visit = is_open();
    load();
    for (auto const& name : ours) {
        if (auto const code = item_of(name); !code.empty()) what.items.insert(code);
        what.visit |= name.type == RecordType::visit;
        what.photos |= name.type == RecordType::photo;
        what.findings |= name.root.kind == RootKind::finding;
        what.steps |= name.type == RecordType::step || name.type == RecordType::ruling ||
                      name.type == RecordType::feedback || name.type == RecordType::confirmation;
    }
    what.whole = list_before != list_key_ || had_visit != is_open();
    emit changed(what);
}

void VisitView::load() {
    records_ = id_.is_nil() ? std::vector<Record>{} : store_.cache().of_root(root());
    findings_.clear();
    if (!id_.is_nil())
        for (auto const* finding : store_.cache().all(RecordType::finding))
            if (finding->value("visit").id() == id_) findings_.push_back(*finding);
    file_ = open_case(records_, findings_);
    load_list();
    school_ = file_.visit ? school_facts(file_.visit->value("unit_facts")) : SchoolFacts{};
    verdicts_ = list_ ? shown_verdicts(*list_, file_, school_) : Verdicts{};
    score_ = list_ ? mingcha::score(*list_, verdicts_, school_) : Score{};
    folded_ = fold(Subject::visit, ruled_steps(file_, id_));
}

void VisitView::load_list() {
    auto const pinned = file_.visit ? file_.visit->value("checklist") : Value{};
    auto const& code = pinned["code"].text();
    list_ = ChecklistShelf::find(store_.cache(), code, pinned["version"].text());
    list_key_ = list_ ? list_->code + '@' + list_->version : std::string();
}

Record const* VisitView::unit() const {
    return file_.visit ? store_.cache().find(RecordType::unit, file_.visit->value("unit").id()) : nullptr;
}

Verdict VisitView::verdict(std::string_view item) const {
    auto const found = verdicts_.find(item);
    return found == verdicts_.end() ? Verdict{} : found->second;
}

State VisitView::state() const {
    auto const shown = folded_.shown == State::none ? State::planned : folded_.shown;
    return with_answers(shown, !file_.answers.empty());
}

bool VisitView::is_lead() const {
    return file_.visit && file_.visit->value("lead").id() == store_.person();
}

bool VisitView::is_member() const {
    if (!file_.visit) return false;
    auto const members = file_.visit->versions("members");
    auto const mine = Value(store_.person()).encode();
    return std::ranges::any_of(members, [&](Sibling const* sibling) { return sibling->value == as_text(mine); });
}

Role VisitView::role() const {
    return (is_lead() ? Role::lead : Role::nobody) | (is_member() ? Role::member : Role::nobody);
}

bool VisitView::is_read_only() const {
    if (!is_open() || role() == Role::nobody) return true;
    auto const now = state();
    return now != State::checked_in && now != State::working && now != State::returned;
}

RecordName VisitView::answer_name(std::string_view item) const {
    return {root(), RecordType::answer, Uuid::derived(id_, item)};
}

Change VisitView::answer_change(std::string_view item, std::string_view field, Value value, Change::Kind kind) const {
    return keyed_change(answer_name(item), std::string(item), field, std::move(value), kind);
}

std::vector<Change> VisitView::step(std::string act, std::string note, Value::Map data,
                                    std::optional<Hash> seen) const {
    return step_changes({root(), id_, std::move(act), std::move(note), std::move(data), seen}, store_.new_id(),
                        store_.person(), records_);
}

}  // namespace mingcha
