using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif.Events;

namespace Nvr.Onvif.Tests.Events;

public sealed class EventNormalizerTests
{
    [Theory]
    [InlineData("VideoSource/MotionAlarm", "State", "false", CameraEventKind.Motion, EventPhase.End)]
    [InlineData("RuleEngine/FieldDetector/ObjectsInside", "IsInside", "true", CameraEventKind.Intrusion, EventPhase.Start)]
    [InlineData("RuleEngine/LineDetector/Crossed", "ObjectId", "1", CameraEventKind.LineCrossing, EventPhase.Pulse)]
    [InlineData("RuleEngine/TamperDetector/Tamper", "IsTamper", "1", CameraEventKind.Tamper, EventPhase.Start)]
    [InlineData("VideoSource/GlobalSceneChange/ImagingService", "State", "TRUE", CameraEventKind.Tamper, EventPhase.Start)]
    [InlineData("Device/Trigger/DigitalInput", "LogicalState", "true", CameraEventKind.DigitalInput, EventPhase.Start)]
    [InlineData("Device/Trigger/DigitalInput", "LogicalState", "inactive", CameraEventKind.DigitalInput, EventPhase.End)]
    [InlineData("AudioAnalytics/Audio/DetectedSound", "IsSoundDetected", "true", CameraEventKind.Audio, EventPhase.Start)]
    [InlineData("CameraApplicationPlatform/VMD/Camera1Profile1", "active", "1", CameraEventKind.Motion, EventPhase.Start)]
    [InlineData("Device/Trigger/Relay", "LogicalState", "true", CameraEventKind.Other, EventPhase.Start)]
    public void Topic_AndState_GiveKindAndPhase(string topic, string item, string value, CameraEventKind kind, EventPhase phase)
    {
        CameraEvent e = Normalize(topic, PropertyOperation.Changed, new SimpleItem(item, value));
        Assert.Equal((kind, phase), (e.Kind, e.Phase));
    }

    [Theory]
    [InlineData("RuleEngine/ObjectDetection/Object", "ClassTypes", "Human Vehicle", ObjectClass.Person, EventPhase.Start)]
    [InlineData("RuleEngine/ObjectDetection/Object", "ClassTypes", "", ObjectClass.None, EventPhase.End)]
    [InlineData("RuleEngine/ObjectDetection/Object", "ClassTypes", "Umbrella", ObjectClass.Other, EventPhase.Start)]
    [InlineData("RuleEngine/MyRuleDetector/DogCatDetect", "State", "true", ObjectClass.Animal, EventPhase.Start)]
    [InlineData("RuleEngine/TPSmartEventDetector/TPSmartEvent", "IsVehicle", "true", ObjectClass.Vehicle, EventPhase.Start)]
    [InlineData("RuleEngine/Recognition/LicensePlate", "PlateNumber", "B-XY 1", ObjectClass.Plate, EventPhase.Pulse)]
    [InlineData("RuleEngine/LineDetector/Crossed", "ClassTypes", "Car", ObjectClass.Vehicle, EventPhase.Pulse)]
    public void Object_Class_IsRead(string topic, string item, string value, ObjectClass expected, EventPhase phase)
    {
        CameraEvent e = Normalize(topic, PropertyOperation.Changed, new SimpleItem(item, value));
        Assert.Equal((expected, phase), (e.Object, e.Phase));
    }

    [Theory]
    [InlineData("0.75", 0.75f)]
    [InlineData("75", 0.75f)]
    [InlineData("-1", null)]
    [InlineData("much", null)]
    public void Confidence_InEitherUnit_IsAShare(string value, float? expected) =>
        Assert.Equal(expected, Normalize("RuleEngine/Recognition/Face", PropertyOperation.None, new SimpleItem("Likelihood", value)).Confidence);

    [Fact]
    public void Deleted_IsTheEnd() => Assert.Equal(EventPhase.End, Normalize("VideoSource/MotionAlarm", PropertyOperation.Deleted, new SimpleItem("State", "true")).Phase);

    [Fact]
    public void Key_OfStartAndEnd_IsTheSame()
    {
        Assert.Equal(
            Normalize("VideoSource/MotionAlarm", PropertyOperation.Changed, new SimpleItem("State", "true")).Key,
            Normalize("VideoSource/MotionAlarm", PropertyOperation.Changed, new SimpleItem("State", "false")).Key);
    }

    [Theory]
    [InlineData("tns1:RuleEngine/tnsx:CellMotionDetector/Motion", "RuleEngine/CellMotionDetector/Motion")]
    [InlineData(" tns1:VideoSource / MotionAlarm ", "VideoSource/MotionAlarm")]
    [InlineData("RuleEngine//.", "RuleEngine")]
    [InlineData("", "")]
    public void Topic_Prefixes_MeanNothing(string expression, string plain) => Assert.Equal(plain, NotificationReader.PlainTopic(expression));

    private static CameraEvent Normalize(string topic, PropertyOperation operation, SimpleItem data) => EventNormalizer.Normalize(
        new OnvifNotification { Topic = topic, Operation = operation, Source = [new SimpleItem("Source", "1")], Data = [data], Raw = "<raw/>" }, new UtcTime(0));
}
