using System.Xml.Linq;
using Nvr.Onvif.Soap;

namespace Nvr.Onvif.Media;

/// <summary>The second media service (ver20), which knows H.265 and encrypted streams.</summary>
internal sealed class Media2Client(ServicePort port) : IMediaClient
{
    /// <summary>Media2 lists configurations, not sources; several configurations may show parts of one source.</summary>
    public async Task<IReadOnlyList<VideoSource>> SourcesAsync(CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetVideoSourceConfigurations", cancellation);
        return
        [
            .. response.Elements(port.Space + "Configurations")
                .Select(Source)
                .Where(s => s.Token.Length > 0)
                .GroupBy(s => s.Token, StringComparer.Ordinal)
                .Select(g => g.MaxBy(s => (long)s.Width * s.Height)!),
        ];
    }

    public async Task<IReadOnlyList<MediaProfile>> ProfilesAsync(CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetProfiles", cancellation, port.Element("Type", "All"));
        return [.. response.Elements(port.Space + "Profiles").Select(Profile)];
    }

    public async Task<Uri> StreamUriAsync(string profile, StreamTransport transport, CancellationToken cancellation)
    {
        string protocol = transport switch
        {
            StreamTransport.RtspUdp => "RtspUnicast",
            StreamTransport.Multicast => "RtspMulticast",
            StreamTransport.Rtsps => "RtspsUnicast",
            _ => "RTSP",
        };
        XElement response = await port.CallAsync("GetStreamUri", cancellation, port.Element("Protocol", protocol), port.Element("ProfileToken", profile));
        return port.Channel.Guard.Stream(response.Text(port.Space + "Uri")) ?? throw MediaFailure.NoStreamAddress();
    }

    public async Task<Uri> SnapshotUriAsync(string profile, CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetSnapshotUri", cancellation, port.Element("ProfileToken", profile));
        return port.Channel.Guard.Service(response.Text(port.Space + "Uri")) ?? throw MediaFailure.NoSnapshotAddress();
    }

    public async Task<IReadOnlyList<EncoderOptions>> EncoderOptionsAsync(string profile, string encoder, CancellationToken cancellation)
    {
        XElement response = await port.CallAsync(
            "GetVideoEncoderConfigurationOptions", cancellation, port.Element("ConfigurationToken", encoder), port.Element("ProfileToken", profile));
        return OptionsReader.Media2(response.Elements(port.Space + "Options"));
    }

    public async Task<EncoderSettings> EncoderAsync(string encoder, CancellationToken cancellation)
    {
        XElement response = await port.CallAsync("GetVideoEncoderConfigurations", cancellation, port.Element("ConfigurationToken", encoder));
        // Some answer with all of them whatever was asked.
        XElement? found = response.Elements(port.Space + "Configurations").FirstOrDefault(e => e.Said("token") == encoder);
        return EncoderReader.From(found ?? throw MediaFailure.NoEncoder());
    }

    public Task SetEncoderAsync(EncoderSettings settings, CancellationToken cancellation) => port.CallAsync(
        "SetVideoEncoderConfiguration", cancellation, EncoderWriter.ForMedia2(settings, port.Space + "Configuration"));

    private static VideoSource Source(XElement configuration)
    {
        XElement? bounds = configuration.Element(Ns.Schema + "Bounds");
        int width = (int)(Xml.AsNumber(bounds?.Said("width")) ?? 0);
        int height = (int)(Xml.AsNumber(bounds?.Said("height")) ?? 0);
        return new VideoSource(configuration.Text(Ns.Schema + "SourceToken") ?? "", width, height, 0);
    }

    private MediaProfile Profile(XElement profile)
    {
        XElement? configurations = profile.Element(port.Space + "Configurations");
        XElement? source = configurations?.Element(port.Space + "VideoSource");
        return new MediaProfile
        {
            Token = profile.Said("token"),
            Name = profile.Text(port.Space + "Name") ?? "",
            IsFixed = Xml.AsFlag(profile.Said("fixed")) ?? false,
            SourceToken = source.Text(Ns.Schema + "SourceToken"),
            SourceConfiguration = source?.Said("token"),
            Encoder = configurations?.Element(port.Space + "VideoEncoder") is { } encoder ? EncoderReader.From(encoder) : null,
            HasAudio = configurations?.Element(port.Space + "AudioEncoder") is not null,
            AudioSourceConfiguration = Token("AudioSource"),
            PtzConfiguration = Token("PTZ"),
            HasMetadata = configurations?.Element(port.Space + "Metadata") is not null,
            AudioOutputConfiguration = Token("AudioOutput"),
            AudioDecoderConfiguration = Token("AudioDecoder"),
        };

        string? Token(string name) => configurations?.Element(port.Space + name)?.Said("token");
    }
}
