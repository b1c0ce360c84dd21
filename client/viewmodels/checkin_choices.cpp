#include "client/viewmodels/checkin_choices.hpp"

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/visit_view.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha::checkin {

namespace {
constexpr char const* kind_codes[] = {"routine", "special", "comprehensive"};
constexpr char const* place_codes[] = {"indoors", "other_campus", "other"};
constexpr char const* plaque_codes[] = {"damaged", "none", "other"};
constexpr char const* unplanned_codes[] = {"follow_up", "complaint", "order", "other"};
constexpr char const* gate_codes[] = {"forbidden", "unsafe", "broken"};
constexpr char const* limit_codes[] = {"order", "emergency", "complaint", "other"};

template <std::size_t N>
QVariantList reason_options(char const* const (&codes)[N], QString const& prefix, QString const& chosen) {
    QVariantList out;
    for (auto const* code : codes)
        out.push_back(option(QLatin1String(code), qtTrId((prefix + QLatin1String(code)).toLatin1().constData()),
                             chosen == QLatin1String(code)));
    return out;
}
}  // namespace

QVariantList kinds(CheckinDraft const& draft) {
    QVariantList out;
    for (auto const* code : kind_codes)
        out.push_back(option(QLatin1String(code), visit_kind_word(code), draft.kind == QLatin1String(code)));
    return out;
}

Record const* list(Context const& context, CheckinDraft const& draft, Record const* unit) {
    auto const fitting = checklists_for(context.store.cache(), unit ? unit->value("kind").text() : std::string());
    for (auto const* one : fitting)
        if (qt(one->name.id) == draft.list_id) return one;
    for (auto const* one : context.store.cache().all(RecordType::checklist))
        if (qt(one->name.id) == draft.list_id) return one;
    for (auto const* one : fitting)
        if (auto const parsed =
                ChecklistShelf::find(context.store.cache(), one->value("code").text(), one->value("version").text()))
            if (parsed->visit_type == plain(draft.kind)) return one;
    return fitting.empty() ? nullptr : fitting.front();
}

QString list_text(Context const& context, Record const* chosen) {
    if (!chosen) return qtTrId("vm.checkin.no_list");
    auto const parsed =
        ChecklistShelf::find(context.store.cache(), chosen->value("code").text(), chosen->value("version").text());
    auto const title = pick(chosen->value("title_zh").text(), chosen->value("title_en").text()) + QLatin1Char(' ') +
                       qt(chosen->value("version").text());
    return parsed ? title + QStringLiteral("·") + counted("vm.items", static_cast<int>(parsed->item_count())) : title;
}

QVariantList lists(Context const& context, Record const* unit, Record const* chosen) {
    QVariantList out;
    for (auto const* one : checklists_for(context.store.cache(), unit ? unit->value("kind").text() : std::string()))
        out.push_back(option(qt(one->name.id), pick(one->value("title_zh").text(), one->value("title_en").text()),
                             one == chosen));
    return out;
}

QVariantList companions(Context const& context, CheckinDraft const& draft) {
    QVariantList out;
    for (auto const& id : draft.companions)
        out.push_back(QVariantMap{{"id", id}, {"name", person_name(context.store.cache(), uuid(id))}});
    return out;
}

QVariantList colleagues(Context const& context, CheckinDraft const& draft) {
    QVariantList out;
    auto const& cache = context.store.cache();
    auto const* office = office_of(cache, context.store.person());
    for (auto const* person : cache.all(RecordType::person)) {
        bool const same =
            office && person->name.root.id == office->name.id && person->value("role").text() == "inspector";
        auto const id = qt(person->name.id);
        if (same && person->name.id != context.store.person() && !draft.companions.contains(id))
            out.push_back(option(id, qt(person->value("name").text())));
    }
    return out;
}

QVariantList place_reasons(CheckinDraft const& draft) {
    return reason_options(place_codes, QStringLiteral("vm.place_reason."), draft.place_reason);
}
QVariantList plaque_reasons(CheckinDraft const& draft) {
    return reason_options(plaque_codes, QStringLiteral("vm.plaque_reason."), draft.plaque_reason);
}
QVariantList unplanned_reasons(CheckinDraft const& draft) {
    return reason_options(unplanned_codes, QStringLiteral("vm.unplanned_reason."), draft.unplanned_reason);
}
QVariantList limit_reasons(CheckinDraft const& draft) {
    return reason_options(limit_codes, QStringLiteral("vm.limit_reason."), draft.limit_reason);
}
QVariantList gate_reasons(CheckinDraft const& draft) {
    return reason_options(gate_codes, QStringLiteral("vm.no_gate."),
                          draft.refusal.value(QStringLiteral("no_photo")).toString());
}

}  // namespace mingcha::checkin
