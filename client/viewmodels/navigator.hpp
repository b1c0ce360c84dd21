#pragma once

#include <QObject>
#include <QString>

#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// Which page is shown, which visit is open and which item is current: kept as notes, so that a restart leads back to the same spot.
/// UI thread.
class Navigator : public QObject {
    Q_OBJECT

public:
    Navigator(Store& store, VisitView& visit, QObject* parent = nullptr);

    [[nodiscard]] QString route() const { return route_; }
    /// Pages below another one remember where they were opened: `back` returns there.
    void open(QString const& route);
    /// From a visit's page to Today, from photo and findings to where they were opened; nothing in `confirm`.
    void back();
    /// Opens the visit on the page that its state asks for (`checkin`, `runner`, `confirm`, `receipt`), or on `route`.
    void open_visit(Uuid const& visit, QString const& route = {});
    void close_visit();

    /// The item that is current in the runner (code), and that a photo or finding is made for.
    [[nodiscard]] QString item() const { return item_; }
    void set_item(QString const& code);
    /// The subject of the photo and findings pages: an answer, a finding or the visit; nil = of the current item.
    [[nodiscard]] Uuid subject() const { return subject_; }
    /// `role`: of the photos that are taken of it, as the catalogue's codes.
    void set_subject(Uuid const& subject, std::string role = "evidence") {
        subject_ = subject;
        role_ = std::move(role);
    }
    [[nodiscard]] std::string const& photo_role() const { return role_; }

    /// After unlocking: the spot that was left.
    void restore();
    [[nodiscard]] QString page_for(State state) const;
    [[nodiscard]] static bool is_visit_page(QString const& route);

signals:
    void routeChanged();
    void itemChanged();
    /// One polite sentence for screen readers.
    void announced(QString const& text);

private:
    void set_route(QString const& route);
    [[nodiscard]] QString still_open(QString const& route) const;

    Store& store_;
    VisitView& visit_;
    QString route_ = QStringLiteral("unlock");
    QStringList behind_;
    QString item_;
    Uuid subject_;
    std::string role_ = "evidence";
};

}  // namespace mingcha
