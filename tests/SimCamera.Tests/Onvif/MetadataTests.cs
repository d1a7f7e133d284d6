using System.Text;
using System.Xml.Linq;
using SimCamera.Onvif;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Onvif;

public sealed class MetadataTests
{
    [Fact]
    public async Task Track_WithAPerson_CarriesAMovingBoxOfAHumanAndTheEvent()
    {
        await using TestDevice test = await TestDevice.StartAsync(SmallCamera.Options with { Onvif = new OnvifOptions { MetadataTrack = true } });
        using RawRtsp client = await RawRtsp.ConnectAsync(test.Server);
        await client.PlayAsync(test.Camera, 0, 3);
        XElement first = await NextAsync(client);
        XElement second = await NextAsync(client);
        test.Device.Raise(SimEventKind.Person, true);
        XElement telling = await NextAsync(client, d => d.Descendants().Any(e => e.Name.LocalName == "NotificationMessage"));
        XElement human = await NextAsync(client, d => d.Descendants().Any(e => e.Name.LocalName == "Type"));

        Assert.NotEqual(Left(first), Left(second));
        Assert.Equal("Human", human.Descendants().Single(e => e.Name.LocalName == "Type").Value);
        Assert.Equal("tns1:RuleEngine/ObjectDetection/Object", telling.Descendants().Single(e => e.Name.LocalName == "Topic").Value);
    }

    private static string? Left(XElement document) => (string?)document.Descendants().Single(e => e.Name.LocalName == "BoundingBox").Attribute("left");

    private static async Task<XElement> NextAsync(RawRtsp client, Func<XElement, bool>? fits = null)
    {
        while (true)
        {
            var text = new StringBuilder();
            RtpPacket packet;
            do
            {
                packet = await client.UntilAsync(p => p.Channel == 6);
                text.Append(Encoding.UTF8.GetString(packet.Payload));
            }
            while ((packet.Bytes[1] & 0x80) == 0);

            XElement document = XElement.Parse(text.ToString());
            if (fits is null || fits(document))
            {
                return document;
            }
        }
    }
}
