using System.Xml.Linq;
using SimCamera.Onvif;
using SimCamera.Tests.Quirks;

namespace SimCamera.Tests.Onvif;

public sealed class EventTests
{
    [Theory]
    [InlineData(SimEventKind.Motion, "tns1:VideoSource/MotionAlarm", "State", "true", "false")]
    [InlineData(SimEventKind.CellMotion, "tns1:RuleEngine/CellMotionDetector/Motion", "IsMotion", "true", "false")]
    [InlineData(SimEventKind.LineCrossing, "tns1:RuleEngine/LineDetector/Crossed", "ObjectId", "1", null)]
    [InlineData(SimEventKind.Person, "tns1:RuleEngine/ObjectDetection/Object", "ClassTypes", "Human", "")]
    [InlineData(SimEventKind.Vehicle, "tns1:RuleEngine/ObjectDetection/Object", "ClassTypes", "Vehicle", "")]
    [InlineData(SimEventKind.Tamper, "tns1:VideoSource/GlobalSceneChange/ImagingService", "State", "true", "false")]
    [InlineData(SimEventKind.DigitalInput, "tns1:Device/Trigger/DigitalInput", "LogicalState", "true", "false")]
    [InlineData(SimEventKind.Audio, "tns1:AudioAnalytics/Audio/DetectedSound", "isSoundDetected", "true", "false")]
    public async Task Event_BeginsAndEnds_IsToldUnderItsTopic(SimEventKind kind, string topic, string item, string begin, string? end)
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        Uri point = await SubscribeAsync(test, topic);
        await PullAsync(test, point);
        test.Device.Raise(kind, true);
        test.Device.Raise(kind, false);
        List<XElement> told = [.. (await PullAsync(test, point)).All("NotificationMessage")];

        Assert.Equal(end is null ? [begin] : [begin, end], told.Select(m => Item(m, "Data", item)));
        Assert.All(told, m => Assert.Equal(topic, m.Elements().Single(e => e.Name.LocalName == "Topic").Value));
        Assert.All(told, m => Assert.True(end is null || m.Descendants().Any(e => (string?)e.Attribute("PropertyOperation") == "Changed")));
    }

    [Fact]
    public async Task Pull_WithNothingThere_WaitsForTheNextEvent()
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        Uri point = await SubscribeAsync(test, "tns1:VideoSource//.");
        Assert.Equal(2, (await PullAsync(test, point)).All("NotificationMessage").Count());
        Task<OnvifAnswer> waiting = PullAsync(test, point, "PT30S");
        await Task.WhenAny(waiting, Task.Delay(300));
        Assert.False(waiting.IsCompleted);
        test.Device.Raise(SimEventKind.Motion, true);

        Assert.Equal("true", Item(Assert.Single((await waiting).All("NotificationMessage")), "Data", "State"));
        Assert.Empty((await PullAsync(test, point, "PT0.05S")).All("NotificationMessage"));
    }

    [Fact]
    public async Task NewSubscriber_AndSynchronizationPoint_HearEveryPropertyState()
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        test.Device.Raise(SimEventKind.Motion, true);
        Uri point = await SubscribeAsync(test, null);
        OnvifAnswer first = await PullAsync(test, point);
        (await test.Client.AskAsync(RawOnvif.Events, "SetSynchronizationPoint", at: point)).Fine();
        OnvifAnswer again = await PullAsync(test, point);

        Assert.Equal(6, first.All("NotificationMessage").Count());
        Assert.Equal(6, again.All("NotificationMessage").Count());
        Assert.All(again.All("Message").Where(m => m.Attribute("UtcTime") is not null), m => Assert.Equal("Initialized", (string?)m.Attribute("PropertyOperation")));
        Assert.Equal("true", Item(again.All("NotificationMessage").First(), "Data", "State"));
    }

    [Fact]
    public async Task Subscription_RenewedThenEnded_IsKnownThenUnknown()
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        Uri point = await SubscribeAsync(test, null);
        OnvifAnswer renewed = (await test.Client.AskAsync(RawOnvif.Notification, "Renew", "<TerminationTime>PT10M</TerminationTime>", point)).Fine();
        Assert.Equal(600, (DateTimeOffset.Parse(renewed["TerminationTime"]) - DateTimeOffset.Parse(renewed["CurrentTime"])).TotalSeconds, 5.0);
        Assert.Equal(1, test.Device.OpenPullPoints);
        (await test.Client.AskAsync(RawOnvif.Notification, "Unsubscribe", at: point)).Fine();

        Assert.Equal(0, test.Device.OpenPullPoints);
        Assert.Contains("wsrf-rw:ResourceUnknownFault", (await PullAsync(test, point)).Faults);
    }

    [Fact, Shows("onvif-pull-point-life")]
    public async Task PullPointLife_Nothing_ExpiresAtOnce()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-pull-point-life");
        Uri point = await SubscribeAsync(test, null);

        Assert.Contains("wsrf-rw:ResourceUnknownFault", (await PullAsync(test, point)).Faults);
    }

    [Fact]
    public async Task Properties_TopicTree_NamesEveryTopic()
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        OnvifAnswer properties = (await test.Client.AskAsync(RawOnvif.Events, "GetEventProperties")).Fine();

        Assert.Equal(7, properties.All("MessageDescription").Count());
        Assert.Contains(properties.All("MotionAlarm").Descendants(), e => (string?)e.Attribute("Name") == "State");
    }

    [Fact]
    public async Task Reply_ToAMessageWithAnId_RelatesToIt()
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        test.Client.Header = "<MessageID xmlns=\"http://www.w3.org/2005/08/addressing\">urn:x:1</MessageID>";
        OnvifAnswer answer = (await test.Client.AskAsync(RawOnvif.Events, "CreatePullPointSubscription")).Fine();

        Assert.Equal("urn:x:1", answer["RelatesTo"]);
        Assert.Equal("http://www.onvif.org/ver10/events/wsdl/EventPortType/CreatePullPointSubscriptionResponse", answer["Action"]);
    }

    [Theory]
    [InlineData("event?kind=line-crossing", 200)]
    [InlineData("event?kind=motion&active=true&source=1", 200)]
    [InlineData("event?kind=earthquake", 400)]
    [InlineData("event?kind=3", 400)]
    [InlineData("event?kind=motion&source=9", 400)]
    [InlineData("dance", 400)]
    public async Task Control_OverHttp_RaisesEventsWithoutAPassword(string lever, int status)
    {
        await using TestDevice test = await TestDevice.LockedAsync("onvif-slow=60");
        using var http = new HttpClient();
        using HttpResponseMessage reply = await http.PostAsync(new Uri($"http://{test.Device.Url.Authority}/simcamera/{lever}"), null);

        Assert.Equal(status, (int)reply.StatusCode);
    }

    [Fact]
    public async Task Control_Event_ReachesASubscriber()
    {
        await using TestDevice test = await TestDevice.OpenAsync();
        Uri point = await SubscribeAsync(test, "tns1:Device/Trigger/DigitalInput");
        await PullAsync(test, point);
        using var http = new HttpClient();
        (await http.PostAsync(new Uri($"http://{test.Device.Url.Authority}/simcamera/event?kind=digital-input"), null)).EnsureSuccessStatusCode();

        Assert.Equal("true", Item(Assert.Single((await PullAsync(test, point)).All("NotificationMessage")), "Data", "LogicalState"));
    }

    private static async Task<Uri> SubscribeAsync(TestDevice test, string? topic)
    {
        string filter = topic is null ? "" : $"<Filter><TopicExpression xmlns=\"{RawOnvif.Notification}\" Dialect=\"http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet\">{topic}</TopicExpression></Filter>";
        OnvifAnswer answer = await test.Client.AskAsync(RawOnvif.Events, "CreatePullPointSubscription", filter + "<InitialTerminationTime>PT60S</InitialTerminationTime>");
        return new Uri(answer.Fine()["Address"]);
    }

    private static Task<OnvifAnswer> PullAsync(TestDevice test, Uri point, string timeout = "PT1S") =>
        test.Client.AskAsync(RawOnvif.Events, "PullMessages", $"<Timeout>{timeout}</Timeout><MessageLimit>50</MessageLimit>", point);

    private static string? Item(XElement message, string part, string name) => (string?)message.Descendants()
        .Single(e => e.Name.LocalName == part).Elements().Single(e => (string?)e.Attribute("Name") == name).Attribute("Value");
}
