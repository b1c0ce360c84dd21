import QtQuick
import Mingcha.Theme

/// A column that scrolls, with a thin mark of where one is.
Flickable {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing
    property real padding: Theme.space.gutter
    property real widest: 100000
    property alias column: column

    boundsBehavior: Flickable.StopAtBounds
    clip: true
    contentHeight: column.height + 2 * root.padding
    contentWidth: width
    flickableDirection: Flickable.VerticalFlick

    Column {
        id: column

        spacing: Theme.space.l
        width: Math.min(root.width - 2 * root.padding, root.widest)
        x: Math.max(root.padding, (root.width - width) / 2)
        y: root.padding
    }
    ScrollMark {
        parent: root
        view: root
    }
}
