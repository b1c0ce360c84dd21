import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// Whether photos may leave the tablet: no pupil's face, or kept on a ground that is written here first.
Column {
    id: root

    required property string idBase
    required property var options

    signal picked(string value, string ground)

    spacing: Theme.space.s

    Label {
        font.weight: Font.Medium
        text: qsTrId("photo.release.ask")
        width: parent.width
    }
    ChipFlow {
        idBase: root.idBase
        options: root.options
        width: parent.width
        onPicked: value => {
            if (value === "ground" && ground.field.text.trim() === "")
                ground.field.forceActiveFocus();
            else
                root.picked(value, ground.field.text);
        }
    }
    InputField {
        id: ground
        hint: qsTrId("photo.release.ground")
        idBase: root.idBase + "why"
        width: parent.width
        field.Accessible.name: qsTrId("photo.release.ground")
    }
}
