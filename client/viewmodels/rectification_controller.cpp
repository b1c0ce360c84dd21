#include "client/viewmodels/rectification_controller.hpp"

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

RectificationController::RectificationController(Context& context, QObject* parent)
    : Controller(context, parent), rows_(this) {
    connect(&context_.store, &Store::changed, this, [this](Store::ChangeSet const& changes) {
        if (changes.touches(RecordType::finding) || changes.touches(RecordType::step) ||
            changes.touches(RecordType::ruling))
            refresh();
    });
}

void RectificationController::refresh() {
    auto const& cache = context_.store.cache();
    auto const all = open_findings(cache, context_.store.now_ms());
    auto const is_near = [](OpenFinding const& one) {
        return one.due_ms != 0 && one.days_over <= 0 && one.days_over >= -3;
    };
    int overdue = 0, near = 0;
    QList<QVariantMap> rows;
    for (auto const& one : all) {
        overdue += one.is_overdue() ? 1 : 0;
        near += is_near(one) ? 1 : 0;
        bool const fits = filter_ == QStringLiteral("all") ||
                          (filter_ == QStringLiteral("overdue") && one.is_overdue()) ||
                          (filter_ == QStringLiteral("near") && is_near(one));
        if (fits) rows.push_back(overdue_row(cache, one));
    }
    rows_.show(rows);
    auto const filter = [&](QString const& value, QString const& word) {
        return option(value, word, filter_ == value);
    };
    filters_ = {filter(QStringLiteral("all"), qtTrId("vm.filter.all").arg(all.size())),
                filter(QStringLiteral("overdue"), qtTrId("vm.filter.overdue").arg(overdue)),
                filter(QStringLiteral("near"), qtTrId("vm.filter.soon").arg(near))};
    emit changed();
}

void RectificationController::setFilter(QString const& value) {
    filter_ = value;
    refresh();
}

void RectificationController::open(QString const& id) {
    auto const* finding = context_.store.cache().find(RecordType::finding, uuid(id));
    if (finding) context_.navigator.open_visit(finding->value("visit").id());
}

}  // namespace mingcha
