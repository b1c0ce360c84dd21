#include "client/viewmodels/visit_header.hpp"

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/lookups.hpp"
#include "client/viewmodels/navigator.hpp"
#include "client/viewmodels/submission.hpp"
#include "client/viewmodels/words.hpp"

namespace mingcha {

VisitHeader::VisitHeader(Context& context, QObject* parent) : Controller(context, parent) {
    connect(&context_.visit, &VisitView::changed, this, &VisitHeader::changed);
    connect(&context_.store, &Store::saved, this, &VisitHeader::changed);
    connect(&context_.navigator, &Navigator::routeChanged, this, &VisitHeader::changed);
}

bool VisitHeader::open() const {
    return context_.visit.is_open();
}

QString VisitHeader::school() const {
    auto const* unit = context_.visit.unit();
    return unit ? name_of(*unit) : QString();
}

QString VisitHeader::kindText() const {
    if (!open()) return {};
    auto const kind = visit_kind_word(context_.visit.file().visit->value("kind").text());
    auto const* list = context_.visit.list();
    return list ? kind + QStringLiteral("·") + pick(list->title) + QLatin1Char(' ') + qt(list->version) : kind;
}

int VisitHeader::step() const {
    auto const route = context_.navigator.route();
    if (route == QStringLiteral("checkin")) return 1;
    if (route == QStringLiteral("wrapup")) return 3;
    if (route == QStringLiteral("confirm") || route == QStringLiteral("receipt")) return 4;
    return 2;
}

int VisitHeader::stepsDone() const {
    if (!open()) return 0;
    if (!early_end_text(context_.visit.file()).isEmpty()) return 1;
    switch (context_.visit.state()) {
        case State::none:
        case State::planned:
        case State::drawn:
        case State::taken:
            return 0;
        case State::checked_in:
        case State::working:
            return context_.visit.score().tally.required_open == 0 && !context_.visit.file().answers.empty() ? 2 : 1;
        case State::feedback:
        case State::confirmed:
        case State::dissented:
        case State::unsigned_:
            return 3;
        default:
            return 4;
    }
}

QString VisitHeader::savedText() const {
    return saved_text(context_.store.saved_ms());
}

}  // namespace mingcha
