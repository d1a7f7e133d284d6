using System.Diagnostics;
using System.Xml;
using SimCamera.Tests.Quirks;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Onvif;

public sealed class OnvifQuirkTests
{
    [Theory, Shows("onvif-prefix-env", "onvif-prefix-soap-env", "onvif-prefix-numbered")]
    [InlineData("onvif-prefix-env", "<env:Envelope", "<tds:")]
    [InlineData("onvif-prefix-soap-env", "<SOAP-ENV:Body>", "<tds:")]
    [InlineData("onvif-prefix-numbered", "<ns1:Envelope", "<ns5:")]
    public async Task Prefix_Odd_IsStillTheSameXml(string quirk, string envelope, string body)
    {
        await using TestDevice plain = await TestDevice.OpenAsync();
        await using TestDevice odd = await TestDevice.OpenAsync(quirk);
        OnvifAnswer expected = await plain.Client.AskAsync(RawOnvif.Device, "GetDeviceInformation");
        OnvifAnswer answer = await odd.Client.AskAsync(RawOnvif.Device, "GetDeviceInformation");

        Assert.Contains(envelope, answer.Text, StringComparison.Ordinal);
        Assert.Contains(body, answer.Text, StringComparison.Ordinal);
        Assert.Equal(expected.Xml.Descendants().Select(e => (e.Name, e.HasElements ? "" : e.Value)), answer.Xml.Descendants().Select(e => (e.Name, e.HasElements ? "" : e.Value)));
        Assert.Contains((await odd.Client.AskAsync(RawOnvif.Device, "Nothing")).Faults, f => f.EndsWith(":ActionNotSupported", StringComparison.Ordinal));
    }

    [Fact, Shows("onvif-lies")]
    public async Task Lies_Announced_AreNotKept()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-lies");
        OnvifAnswer services = (await test.Client.AskAsync(RawOnvif.Device, "GetServices")).Fine();

        foreach ((string service, string operation) in ((string, string)[])[(RawOnvif.Media2, "GetProfiles"), (RawOnvif.Events, "CreatePullPointSubscription"), (RawOnvif.Ptz, "GetNodes")])
        {
            Assert.Contains(service, services.All("Namespace").Select(e => e.Value));
            Assert.Contains("ter:ActionNotSupported", (await test.Client.AskAsync(service, operation)).Faults);
        }

        (await test.Client.AskAsync(RawOnvif.Media, "GetProfiles")).Fine();
    }

    [Theory, Shows("onvif-address-unroutable", "onvif-address-unknown")]
    [InlineData("onvif-address-unroutable", "192.0.2.1")]
    [InlineData("onvif-address-unknown", "camera.invalid")]
    public async Task Address_Wrong_IsToldEverywhere(string quirk, string host)
    {
        await using TestDevice test = await TestDevice.OpenAsync(quirk);
        OnvifAnswer services = (await test.Client.AskAsync(RawOnvif.Device, "GetServices")).Fine();
        OnvifAnswer uri = (await test.Client.AskAsync(RawOnvif.Media, "GetStreamUri", "<ProfileToken>Profile_main_1</ProfileToken>")).Fine();

        Assert.All(services.All("XAddr"), e => Assert.Equal(host, new Uri(e.Value).Host));
        Assert.Equal(host, new Uri(uri["Uri"]).Host);
        Assert.Equal(test.Server.Port, new Uri(uri["Uri"]).Port);
    }

    [Fact, Shows("onvif-slow")]
    public async Task Slow_Answer_TakesAsLongAsSaid()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-slow=0.5");
        long start = Stopwatch.GetTimestamp();
        (await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Fine();

        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds(0.49));
    }

    [Fact, Shows("onvif-unknown-400")]
    public async Task Unknown400_Operation_GetsABareAnswer()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-unknown-400");
        OnvifAnswer answer = await test.Client.AskAsync(RawOnvif.Device, "MakeCoffee");

        Assert.Equal((400, ""), (answer.Status, answer.Text));
    }

    [Theory, Shows("onvif-redirect-other-host", "onvif-redirect-self")]
    [InlineData("onvif-redirect-other-host", "192.0.2.1")]
    [InlineData("onvif-redirect-self", "127.0.0.1")]
    public async Task Redirect_AnyRequest_PointsThere(string quirk, string host)
    {
        await using TestDevice test = await TestDevice.OpenAsync(quirk);
        OnvifAnswer answer = await test.Client.AskAsync(RawOnvif.Device, "GetScopes");

        Assert.Equal((302, host), (answer.Status, new Uri(answer.Location!).Host));
    }

    [Theory, Shows("onvif-xml-dtd", "onvif-xml-laughs")]
    [InlineData("onvif-xml-dtd", "file:///etc/passwd")]
    [InlineData("onvif-xml-laughs", "&l8;&l8;&l8;&l8;&l8;&l8;&l8;&l8;&l8;&l8;")]
    public async Task Dtd_Answer_IsWhatACarefulReaderRefuses(string quirk, string words)
    {
        await using TestDevice test = await TestDevice.OpenAsync(quirk);
        OnvifAnswer answer = await test.Client.AskAsync(RawOnvif.Device, "GetScopes");

        Assert.Contains(words, answer.Text, StringComparison.Ordinal);
        Assert.Contains("DTD", Assert.Throws<XmlException>(() => Read(answer.Text, DtdProcessing.Prohibit)).Message, StringComparison.Ordinal);
    }

    [Fact, Shows("onvif-xml-deep")]
    public async Task Deep_Answer_IsWellFormedAndVeryDeep()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-xml-deep");

        Assert.True(Read((await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Text, DtdProcessing.Prohibit) > 100_000);
    }

    [Fact, Shows("onvif-xml-huge")]
    public async Task Huge_Answer_IsAsLongAsSaidAndMayBeLeft()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-xml-huge=3");

        Assert.InRange((await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Text.Length, 3 << 20, (3 << 20) + 300);
    }

    [Fact, Shows("onvif-address-change")]
    public async Task AddressChange_AfterAWhile_AllIsElsewhere()
    {
        await using TestDevice test = await TestDevice.OpenAsync("onvif-address-change=0.2");
        int port = test.Device.Url.Port;
        Guid id = test.Device.Id;
        await SmallCamera.UntilAsync(() => test.Device.Url.Host == "127.0.0.2");
        test.Client.Url = test.Device.Url;

        Assert.Equal((port, id), (test.Client.Url.Port, test.Device.Id));
        (await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Fine();
        Assert.Equal("127.0.0.2", new Uri((await test.Client.AskAsync(RawOnvif.Media, "GetStreamUri", "<ProfileToken>Profile_main_1</ProfileToken>"))["Uri"]).Host);
        using RawRtsp viewer = await RawRtsp.ConnectAsync(test.Server, host: "127.0.0.2");
        await viewer.PlayAsync(test.Camera);
    }

    private static int Read(string text, DtdProcessing dtd)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = dtd, XmlResolver = null });
        int depth = 0;
        while (reader.Read())
        {
            depth = Math.Max(depth, reader.Depth);
        }

        return depth;
    }
}
