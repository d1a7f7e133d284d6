using System.Xml.Linq;
using Nvr.Core;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Media;

/// <summary>The first media service (ver10), which nearly all cameras have. It names no H.265 in most of them.</summary>
internal sealed class Media1Client(ServicePort port) : IMediaClient
{
    public async Task<IReadOnlyList<VideoSource>> SourcesAsync(CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetVideoSources", cancellation);
        return [.. response.Elements(port.Space + "VideoSources").Select(Source)];
    }

    public async Task<IReadOnlyList<MediaProfile>> ProfilesAsync(CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetProfiles", cancellation);
        return [.. response.Elements(port.Space + "Profiles").Select(Profile)];
    }

    public async Task<Uri> StreamUriAsync(string profile, StreamTransport transport, CancellationToken cancellation)
    {
        if (transport == StreamTransport.Rtsps)
        {
            throw new NvrException(ErrorKind.Unsupported, "The camera's media service cannot name an encrypted stream.");
        }
        var setup = new XElement(
            port.Space + "StreamSetup",
            new XElement(Ns.Schema + "Stream", transport == StreamTransport.Multicast ? "RTP-Multicast" : "RTP-Unicast"),
            new XElement(Ns.Schema + "Transport", new XElement(Ns.Schema + "Protocol", transport == StreamTransport.RtspTcp ? "RTSP" : "UDP")));
        XElement response = await port.CallAsync("GetStreamUri", cancellation, setup, port.Element("ProfileToken", profile));
        string? named = response.Element(port.Space + "MediaUri").Text(Ns.Schema + "Uri");
        return port.Channel.Guard.Stream(named) ?? throw MediaFailure.NoStreamAddress();
    }

    public async Task<Uri> SnapshotUriAsync(string profile, CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetSnapshotUri", cancellation, port.Element("ProfileToken", profile));
        string? named = response.Element(port.Space + "MediaUri").Text(Ns.Schema + "Uri");
        return port.Channel.Guard.Service(named) ?? throw MediaFailure.NoSnapshotAddress();
    }

    public async Task<IReadOnlyList<EncoderOptions>> EncoderOptionsAsync(string profile, string encoder, CancellationToken cancellation)
    {
        XElement response = await port.CallAsync(
            "GetVideoEncoderConfigurationOptions", cancellation, port.Element("ConfigurationToken", encoder), port.Element("ProfileToken", profile));
        return OptionsReader.Media1(response.Element(port.Space + "Options"));
    }

    public async Task<EncoderSettings> EncoderAsync(string encoder, CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetVideoEncoderConfiguration", cancellation, port.Element("ConfigurationToken", encoder));
        return EncoderReader.From(response.Element(port.Space + "Configuration") ?? throw MediaFailure.NoEncoder());
    }

    public Task SetEncoderAsync(EncoderSettings settings, CancellationToken cancellation) => port.CallAsync(
        "SetVideoEncoderConfiguration",
        cancellation,
        EncoderWriter.ForMedia1(settings, port.Space + "Configuration"),
        port.Element("ForcePersistence", "true"));

    private static VideoSource Source(XElement source)
    {
        XElement? size = source.Element(Ns.Schema + "Resolution");
        return new VideoSource(
            source.Said("token"),
            size.Integer(Ns.Schema + "Width") ?? 0,
            size.Integer(Ns.Schema + "Height") ?? 0,
            source.Number(Ns.Schema + "Framerate") ?? 0);
    }

    private static MediaProfile Profile(XElement profile)
    {
        XElement? source = profile.Element(Ns.Schema + "VideoSourceConfiguration");
        XElement? extension = profile.Element(Ns.Schema + "Extension");
        return new MediaProfile
        {
            Token = profile.Said("token"),
            Name = profile.Text(Ns.Schema + "Name") ?? "",
            IsFixed = Xml.AsFlag(profile.Said("fixed")) ?? false,
            SourceToken = source.Text(Ns.Schema + "SourceToken"),
            SourceConfiguration = source?.Said("token"),
            Encoder = profile.Element(Ns.Schema + "VideoEncoderConfiguration") is { } encoder ? EncoderReader.From(encoder) : null,
            HasAudio = profile.Element(Ns.Schema + "AudioEncoderConfiguration") is not null,
            AudioSourceConfiguration = profile.Element(Ns.Schema + "AudioSourceConfiguration")?.Said("token"),
            PtzConfiguration = profile.Element(Ns.Schema + "PTZConfiguration")?.Said("token"),
            HasMetadata = profile.Element(Ns.Schema + "MetadataConfiguration") is not null,
            AudioOutputConfiguration = extension?.Element(Ns.Schema + "AudioOutputConfiguration")?.Said("token"),
            AudioDecoderConfiguration = extension?.Element(Ns.Schema + "AudioDecoderConfiguration")?.Said("token"),
        };
    }
}
