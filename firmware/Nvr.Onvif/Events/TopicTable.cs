using Nvr.Core.Events;

namespace Nvr.Onvif.Events;

/// <summary>
/// From topics, without prefixes, to the vocabulary. The standard ones are from the ONVIF specifications (Core "Topics", Analytics annexes
/// on rules, Imaging, Device I/O); makers' own from what integrations of such cameras report to meet: each line is a
/// fact about a camera, not a guess. Read only.
/// </summary>
internal static class TopicTable
{
    private static readonly Dictionary<string, TopicMeaning> Exact = new(StringComparer.OrdinalIgnoreCase)
    {
        // Analytics: motion.
        ["RuleEngine/CellMotionDetector/Motion"] = new(CameraEventKind.Motion),
        ["RuleEngine/MotionRegionDetector/Motion"] = new(CameraEventKind.Motion),
        ["VideoSource/MotionAlarm"] = new(CameraEventKind.Motion),
        ["VideoAnalytics/Motion"] = new(CameraEventKind.Motion),
        ["VideoAnalytics/MotionDetection"] = new(CameraEventKind.Motion),
        ["RuleEngine/MotionDetector/Detection"] = new(CameraEventKind.Motion),
        ["RuleEngine/VideoMotionDetector/Motion"] = new(CameraEventKind.Motion),

        // Analytics: lines and fields.
        ["RuleEngine/LineDetector/Crossed"] = new(CameraEventKind.LineCrossing, IsPulse: true),
        ["RuleEngine/LineDetector/Crossing"] = new(CameraEventKind.LineCrossing, IsPulse: true),
        ["RuleEngine/CellMotionDetector/LineCross"] = new(CameraEventKind.LineCrossing),
        ["RuleEngine/LineCrossDetector/LineCross"] = new(CameraEventKind.LineCrossing),
        ["RuleEngine/FieldDetector/ObjectsInside"] = new(CameraEventKind.Intrusion),
        ["RuleEngine/FieldDetector/RegionEntrance"] = new(CameraEventKind.Intrusion, IsPulse: true),
        ["RuleEngine/FieldDetector/RegionExit"] = new(CameraEventKind.Intrusion, IsPulse: true),
        ["RuleEngine/LoiteringDetector/ObjectIsLoitering"] = new(CameraEventKind.Loitering),
        ["RuleEngine/CellMotionDetector/Intrusion"] = new(CameraEventKind.Intrusion),
        ["RuleEngine/IntrusionDetector/Intrusion"] = new(CameraEventKind.Intrusion),

        // Analytics: objects. Where the class is in the data, the table leaves it open.
        ["RuleEngine/ObjectDetection/Object"] = new(CameraEventKind.Object),
        ["RuleEngine/Recognition/Face"] = new(CameraEventKind.Object, ObjectClass.Face, IsPulse: true),
        ["RuleEngine/Recognition/LicensePlate"] = new(CameraEventKind.Object, ObjectClass.Plate, IsPulse: true),
        ["RuleEngine/MyRuleDetector/PeopleDetect"] = new(CameraEventKind.Object, ObjectClass.Person),
        ["RuleEngine/MyRuleDetector/HumanDetect"] = new(CameraEventKind.Object, ObjectClass.Person),
        ["RuleEngine/MyRuleDetector/VehicleDetect"] = new(CameraEventKind.Object, ObjectClass.Vehicle),
        ["RuleEngine/MyRuleDetector/DogCatDetect"] = new(CameraEventKind.Object, ObjectClass.Animal),
        ["RuleEngine/MyRuleDetector/FaceDetect"] = new(CameraEventKind.Object, ObjectClass.Face),
        ["RuleEngine/MyRuleDetector/Visitor"] = new(CameraEventKind.DigitalInput, IsPulse: false),
        ["RuleEngine/CellMotionDetector/People"] = new(CameraEventKind.Object, ObjectClass.Person),
        ["RuleEngine/PeopleDetector/People"] = new(CameraEventKind.Object, ObjectClass.Person),
        ["RuleEngine/TPSmartEventDetector/TPSmartEvent"] = new(CameraEventKind.Object),
        ["RuleEngine/CellMotionDetector/TpSmartEvent"] = new(CameraEventKind.Object),
        ["UserAlarm/IVA/HumanShapeDetect"] = new(CameraEventKind.Object, ObjectClass.Person),
        ["VideoAnalytics/FaceDetection"] = new(CameraEventKind.Object, ObjectClass.Face),
        ["VideoAnalytics/PersonDetection"] = new(CameraEventKind.Object, ObjectClass.Person),
        ["VideoAnalytics/VehicleDetection"] = new(CameraEventKind.Object, ObjectClass.Vehicle),

        // Imaging and analytics: the view itself.
        ["RuleEngine/TamperDetector/Tamper"] = new(CameraEventKind.Tamper),
        ["RuleEngine/CellMotionDetector/Tamper"] = new(CameraEventKind.Tamper),
        ["VideoSource/GlobalSceneChange/ImagingService"] = new(CameraEventKind.Tamper),
        ["VideoSource/GlobalSceneChange/AnalyticsService"] = new(CameraEventKind.Tamper),
        ["VideoSource/ImageTooBlurry/ImagingService"] = new(CameraEventKind.Tamper),
        ["VideoSource/ImageTooBlurry/AnalyticsService"] = new(CameraEventKind.Tamper),
        ["VideoSource/ImageTooDark/ImagingService"] = new(CameraEventKind.Tamper),
        ["VideoSource/ImageTooDark/AnalyticsService"] = new(CameraEventKind.Tamper),
        ["VideoSource/ImageTooBright/ImagingService"] = new(CameraEventKind.Tamper),
        ["VideoSource/ImageTooBright/AnalyticsService"] = new(CameraEventKind.Tamper),
        ["VideoSource/Tampering"] = new(CameraEventKind.Tamper, IsPulse: true),

        // Device I/O and audio.
        ["Device/Trigger/DigitalInput"] = new(CameraEventKind.DigitalInput),
        ["Device/IO/VirtualInput"] = new(CameraEventKind.DigitalInput),
        ["Device/IO/Port"] = new(CameraEventKind.DigitalInput),
        ["Device/Sensor/PIR"] = new(CameraEventKind.Motion),
        ["RuleEngine/RingDetector/Detection"] = new(CameraEventKind.DigitalInput, IsPulse: true),
        ["AudioAnalytics/Audio/DetectedSound"] = new(CameraEventKind.Audio),
        ["AudioSource/TriggerLevel"] = new(CameraEventKind.Audio),
    };

    /// <summary>Whole families whose last part is the owner's own name for a rule.</summary>
    private static readonly (string Prefix, TopicMeaning Meaning)[] Families =
    [
        ("RuleEngine/VMD3/", new(CameraEventKind.Motion)),
        ("RuleEngine/VMD4/", new(CameraEventKind.Motion)),
        ("CameraApplicationPlatform/VMD/", new(CameraEventKind.Motion)),
        ("CameraApplicationPlatform/ObjectAnalytics/", new(CameraEventKind.Object)),
        ("CameraApplicationPlatform/FenceGuard/", new(CameraEventKind.Intrusion)),
        ("CameraApplicationPlatform/LoiteringGuard/", new(CameraEventKind.Loitering)),
        ("AudioAnalytics/", new(CameraEventKind.Audio)),
    ];

    private static readonly TopicMeaning Unknown = new(CameraEventKind.Other);

    public static TopicMeaning Of(string topic)
    {
        if (Exact.TryGetValue(topic, out TopicMeaning? meaning))
        {
            return meaning;
        }
        foreach ((string prefix, TopicMeaning family) in Families)
        {
            if (topic.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return family;
            }
        }
        return Unknown;
    }
}
