using System.Text;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif.Events;
using Nvr.Onvif.Metadata;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Metadata;

public sealed class MetadataTests
{
    [Fact]
    public void Parse_Frame_TurnsCoordinatesIntoFractions()
    {
        Assert.True(MetadataParser.TryParse(Encoding.UTF8.GetBytes(Answer.Recorded("Metadata")), out MetadataDocument? document));

        AnalyticsFrame frame = Assert.Single(document.Frames);
        AnalyticsObject person = frame.Objects[0];
        Assert.Equal(("2026-01-01T12:00:00.500000Z", "VSC0"), (frame.CameraTime.ToString(), frame.Source));
        Assert.Equal(("12", ObjectClass.Person, 0.8f), (person.Id, person.Class, person.Confidence));
        // 80 to 160 of 320 from the left; 180 and 60 of 240 from the bottom.
        Assert.Equal(0.25, person.Box!.Value.Left, 3);
        Assert.Equal(0.25, person.Box.Value.Width, 3);
        Assert.Equal(0.25, person.Box.Value.Top, 3);
        Assert.Equal(0.5, person.Box.Value.Height, 3);
        Assert.Equal((ObjectClass.Vehicle, "B-XY 123"), (frame.Objects[1].Class, frame.Objects[1].PlateText));
    }

    [Fact]
    public void Parse_Event_IsTheSameAsPulled()
    {
        Assert.True(MetadataParser.TryParse(Encoding.UTF8.GetBytes(Answer.Recorded("Metadata")), out MetadataDocument? document));

        CameraEvent crossed = EventNormalizer.Normalize(Assert.Single(document.Notifications), new UtcTime(5));

        Assert.Equal((CameraEventKind.LineCrossing, EventPhase.Pulse, "Gate"), (crossed.Kind, crossed.Phase, crossed.Zone));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a/>")]
    [InlineData("<tt:MetadataStream xmlns:tt='http://www.onvif.org/ver10/schema'><tt:VideoAnalytics>")]
    [InlineData("<!DOCTYPE x []><tt:MetadataStream xmlns:tt='http://www.onvif.org/ver10/schema'/>")]
    public void Parse_AnythingElse_IsNoDocument(string text) => Assert.False(MetadataParser.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Parse_Damaged_NeverThrows()
    {
        var random = new Random(3);
        byte[] valid = Encoding.UTF8.GetBytes(Answer.Recorded("Metadata"));
        int read = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. valid];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes[random.Next(bytes.Length)] = (byte)('0' + random.Next(10));
            read += MetadataParser.TryParse(bytes, out _) ? 1 : 0;
        }
        Assert.InRange(read, 1, 2999);
    }

    [Theory]
    [InlineData(-1, 1, 1, -1, 0, 0, 1, 1)]
    [InlineData(-5, 5, 0, 0, 0, 0, 0.5, 0.5)]
    public void Box_IsClippedToThePicture(float left, float top, float right, float bottom, float x, float y, float width, float height)
    {
        EventBox? box = EventBox.FromCorners((left + 1) / 2, (1 - top) / 2, (right + 1) / 2, (1 - bottom) / 2);
        Assert.Equal(new EventBox(x, y, width, height), box);
    }

    [Fact]
    public void Box_OutsideOrNoNumber_IsNone()
    {
        Assert.Null(EventBox.FromCorners(2, 2, 3, 3));
        Assert.Null(EventBox.FromCorners(float.NaN, 0, 1, 1));
    }
}
