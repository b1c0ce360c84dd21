#include "client/viewmodels/navigator.hpp"

#include <QMap>

#include "client/viewmodels/changes.hpp"

namespace mingcha {

namespace {
QString const today = QStringLiteral("today"), confirm = QStringLiteral("confirm");
QStringList const visit_pages{"checkin", "runner",  "photo",   "findings", "finding",
                              "wrapup",  "confirm", "receipt", "conflict"};
QStringList const sub_pages{"photo", "findings", "finding", "conflict", "wrapup"};
QStringList const unkept_pages{"enrol", "pin", "unlock", "locked", "photo", "finding"};
}  // namespace

Navigator::Navigator(Store& store, VisitView& visit, QObject* parent) : QObject(parent), store_(store), visit_(visit) {}

bool Navigator::is_visit_page(QString const& route) {
    return visit_pages.contains(route);
}

void Navigator::set_route(QString const& route) {
    if (route_ == route) return;
    route_ = route;
    if (!unkept_pages.contains(route)) store_.set_note(QStringLiteral("route"), route);
    emit routeChanged();
}

void Navigator::open(QString const& route) {
    if (route == route_) return;
    if (!sub_pages.contains(route) || !is_visit_page(route_))
        behind_.clear();
    else if (route_ == confirm)
        behind_ = {QStringLiteral("runner")};  // the school's page is no way back: it was taken back
    else
        behind_.push_back(route_);
    set_route(route);
}

void Navigator::back() {
    if (route_ == confirm) return;
    set_route(behind_.isEmpty() ? today : behind_.takeLast());
}

void Navigator::open_visit(Uuid const& visit, QString const& route) {
    visit_.open(visit);
    store_.set_note(QStringLiteral("visit"), qt(visit));
    behind_.clear();
    set_route(route.isEmpty() ? page_for(visit_.state()) : route);
}

void Navigator::close_visit() {
    visit_.open({});
    store_.set_note(QStringLiteral("visit"), QString());
    set_item({});
    open(today);
}

/// The page that was left, unless the visit has gone on since: power may go between a step and the note of the page it leads to, and a
/// page that was passed would offer its step a second time.
QString Navigator::still_open(QString const& route) const {
    static QMap<QString, QString> const before_step{{QStringLiteral("checkin"), QStringLiteral("checkin")},
                                                    {QStringLiteral("wrapup"), QStringLiteral("runner")},
                                                    {QStringLiteral("confirm"), QStringLiteral("confirm")}};
    auto const fits = page_for(visit_.state());
    return before_step.value(route, fits) == fits ? route : fits;
}

QString Navigator::page_for(State state) const {
    switch (state) {
        case State::none:
        case State::planned:
        case State::drawn:
        case State::taken:
            return QStringLiteral("checkin");
        case State::checked_in:
        case State::working:
        case State::returned:
            return QStringLiteral("runner");
        case State::feedback:
        case State::confirmed:
        case State::dissented:
        case State::unsigned_:
            return QStringLiteral("confirm");
        case State::refused:
        case State::broken_off:
            return QStringLiteral("wrapup");
        default:
            return QStringLiteral("receipt");
    }
}

void Navigator::set_item(QString const& code) {
    if (item_ == code) return;
    item_ = code;
    store_.set_note(QStringLiteral("item"), code);
    emit itemChanged();
}

void Navigator::restore() {
    auto const route = store_.note(QStringLiteral("route")).toString();
    item_ = store_.note(QStringLiteral("item")).toString();
    auto const visit = uuid(store_.note(QStringLiteral("visit")).toString());
    if (!visit.is_nil()) visit_.open(visit);
    behind_.clear();
    if (route.isEmpty() || unkept_pages.contains(route) || (is_visit_page(route) && visit.is_nil()))
        set_route(today);
    else
        set_route(is_visit_page(route) ? still_open(route) : route);
    if (sub_pages.contains(route_) && page_for(visit_.state()) == QStringLiteral("runner"))
        behind_ = {QStringLiteral("runner")};  // where it was opened from, or one step behind that
    emit itemChanged();
}

}  // namespace mingcha
