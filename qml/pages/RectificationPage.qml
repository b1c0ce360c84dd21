pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Parts
import Mingcha.Theme
import Mingcha.ViewModels

/// T14 整改, the list: by deadline, with the ladder so far.
FocusScope {
    id: root

    required property RectificationController rectification

    Scroll {
        anchors.fill: parent
        widest: 880

        ChipFlow {
            idBase: "rectification.filter."
            options: root.rectification.filters
            tick: false
            width: parent.width
            onPicked: value => root.rectification.setFilter(value)
        }
        Repeater {
            id: rows

            model: root.rectification.rows
            OverdueCard {
                id: card

                width: parent?.width ?? 0
                onOpened: root.rectification.open(card.model.id)
            }
        }
        EmptyState {
            iconName: "check-circle"
            title: root.rectification.emptyText
            topPadding: Theme.space.xxxl
            visible: rows.count === 0
            width: parent.width
        }
    }
}
