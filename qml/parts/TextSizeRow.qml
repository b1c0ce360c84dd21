pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme
import Mingcha.ViewModels

/// Text size in steps, each shown in its own size.
Column {
    id: root

    required property SettingsController settings

    spacing: Theme.space.xs

    Label {
        text: qsTrId("settings.text_size")
        width: parent.width
    }
    Flow {
        spacing: Theme.target.gap
        width: parent.width

        Repeater {
            model: [0.85, 1.0, 1.15, 1.3, 1.5, 2.0]
            Chip {
                required property real modelData

                chosen: Math.abs(root.settings.fontScale - modelData) < 0.01
                objectName: "quick.text." + Math.round(modelData * 100)
                single: true
                text: Math.round(modelData * 100) + "%"
                tick: false
                onClicked: root.settings.fontScale = modelData
            }
        }
    }
}
