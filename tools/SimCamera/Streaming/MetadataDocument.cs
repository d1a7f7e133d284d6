using System.Text;
using SimCamera.Onvif;
using SimCamera.Onvif.Events;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Streaming;

/// <summary>
/// Writes the <c>tt:MetadataStream</c> documents of one session: a box that goes round (a human while a person is there, a vehicle
/// while one is), and what the device told of this source since the last document. Used by one session's task.
/// </summary>
internal sealed class MetadataDocument(SimulatedCamera camera)
{
    private const int StepsPerRound = 50;
    private const double HalfSize = 0.15;
    private readonly MediaSource? _source = camera.Device?.Sources.FirstOrDefault(s => s.Camera == camera);
    private long _told;
    private bool _begun;

    public byte[] Write(long counter)
    {
        IReadOnlyList<Notification> news = News();
        DateTimeOffset now = camera.Device?.Clock.Now ?? camera.Clock.Time.GetUtcNow();
        Xml events = news.Count == 0 ? Xml.Empty : Xml.Of($"<tt:Event>{Xml.Each(news, n => n.Message)}</tt:Event>");
        return Encoding.UTF8.GetBytes(Xml.Of($"""
            <?xml version="1.0" encoding="UTF-8"?><tt:MetadataStream xmlns:tt="{Ns.Schema.NamespaceName}" xmlns:wsnt="{Ns.Notification.NamespaceName}" xmlns:tns1="http://www.onvif.org/ver10/topics"><tt:VideoAnalytics><tt:Frame UtcTime="{now}">{Box(counter)}</tt:Frame></tt:VideoAnalytics>{events}</tt:MetadataStream>
            """).Text);
    }

    /// <summary>A session hears of what happens from its beginning on, not of the past.</summary>
    private IReadOnlyList<Notification> News()
    {
        IReadOnlyList<Notification> news = _source is null ? [] : camera.Device!.Events.Since(ref _told, _source);
        bool first = !_begun;
        _begun = true;
        return first ? [] : news;
    }

    // The picture runs from -1 to 1, with y upwards (ONVIF Analytics, 5.1.2.1).
    private Xml Box(long counter)
    {
        double angle = counter % StepsPerRound * 2 * Math.PI / StepsPerRound;
        (double x, double y) = (Math.Round(0.6 * Math.Cos(angle), 4), Math.Round(0.6 * Math.Sin(angle), 4));
        Xml kind = Class() is { } name
            ? Xml.Of($"<tt:Class><tt:Type Likelihood=\"0.9\">{name}</tt:Type></tt:Class>")
            : Xml.Empty;
        return Xml.Of($"""
            <tt:Object ObjectId="1"><tt:Appearance><tt:Shape><tt:BoundingBox left="{x - HalfSize}" top="{y + HalfSize}" right="{x + HalfSize}" bottom="{y - HalfSize}"/><tt:CenterOfGravity x="{x}" y="{y}"/></tt:Shape>{kind}</tt:Appearance></tt:Object>
            """);
    }

    private string? Class()
    {
        bool Is(SimEventKind kind) => _source is not null && camera.Device!.Events.IsActive(kind, _source);
        return Is(SimEventKind.Person) ? "Human" : Is(SimEventKind.Vehicle) ? "Vehicle" : null;
    }
}
