#include "client/viewmodels/submission.hpp"

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/checkin_records.hpp"
#include "client/viewmodels/finding_steps.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/visit_view.hpp"
#include "shared/rules/finding_evidence.hpp"
#include "shared/rules/power.hpp"

namespace mingcha {

QString early_end_text(CaseFile const& file) {
    for (auto const* step : file.steps) {
        auto const act = step->value("act").text();
        if (act != "VT06" && act != "VT08") continue;
        auto const who = qt(step->value("data")["who"].text()), note = qt(step->value("note").text());
        return state_word(find_act(act)->to) + QStringLiteral("·") +
               (who.isEmpty() ? note : who + qtTrId("vm.colon") + note);
    }
    return {};
}

WriteJob submission(Context& context) {
    std::vector<Uuid> missing;
    auto const& queues = context.store.queue().visits;
    auto const own = std::ranges::find(queues, context.visit.id(), &VisitQueue::visit);
    for (auto const* photo : context.visit.file().photos)
        if (own == queues.end() || !own->received.contains(photo->name.id)) missing.push_back(photo->name.id);
    Value::Map data;
    if (!missing.empty()) data.emplace(missing_photos, missing_value(missing));
    WriteJob job;
    job.changes = context.visit.step("VT14", {}, std::move(data));
    job.seals = true;
    return job;
}

namespace {
/// From this tablet's own block of notice numbers.
std::string next_notice(Store& store) {
    auto const n = store.note(QStringLiteral("notices")).toInt() + 1;
    store.set_note(QStringLiteral("notices"), n);
    auto const device = store.facts().device.to_string();
    return "TZ-" + device.substr(device.size() - number_digits) + "-" + std::to_string(n);
}
}  // namespace

void open_findings(Context& context) {
    auto& store = context.store;
    FindingOpener const by{store.person(), [&store] { return store.new_id(); }, [&store] { return next_notice(store); },
                           setting(store.cache(), settings::inspectors_may_notice_b) != 0};
    for (auto const& finding : context.visit.findings()) {
        auto const known = store.cache().of_root(finding.name.root);
        if (auto steps = opening_steps(finding, known, context.visit.file(), by); !steps.empty())
            store.write(std::move(steps));
    }
}

}  // namespace mingcha
