import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// Things that belong together, in one frame.
Panel {
    id: root

    default property alias content: column.data

    implicitHeight: column.height + 2 * Theme.space.m

    Column {
        id: column

        spacing: Theme.space.s
        width: parent.width - 2 * Theme.space.l
        x: Theme.space.l
        y: Theme.space.m
    }
}
