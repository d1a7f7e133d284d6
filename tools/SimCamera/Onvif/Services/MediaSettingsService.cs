using System.Xml.Linq;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Media1: the coders' settings. A change is real: the stream is coded anew and its viewers must come back. Stateless.</summary>
internal static class MediaSettingsService
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Media, "GetVideoEncoderConfigurations", OnvifLevel.User, c => Xml.Of($"""
            <trt:GetVideoEncoderConfigurationsResponse>{Xml.Each(Told(c), p => Configuration(p, "Configurations"))}</trt:GetVideoEncoderConfigurationsResponse>
            """)),
        Operation.Of(Ns.Media, "GetVideoEncoderConfiguration", OnvifLevel.User, c => Xml.Of($"""
            <trt:GetVideoEncoderConfigurationResponse>{Configuration(MediaLookup.Encoder(c, c.Required("ConfigurationToken")), "Configuration")}</trt:GetVideoEncoderConfigurationResponse>
            """)),
        Operation.Of(Ns.Media, "GetVideoEncoderConfigurationOptions", OnvifLevel.User, Options),
        new(Ns.Media, "SetVideoEncoderConfiguration", OnvifLevel.Operator, SetAsync),
    ];

    private static IEnumerable<MediaProfile> Told(OnvifCall call) => call.Device.Profiles.Where(p => p.Recipe.Codec != VideoCodec.H265);

    private static Xml Configuration(MediaProfile profile, string element) => Xml.Of($"""
        <trt:{new Xml(element)} token="{profile.EncoderToken}">{MediaService.Encoder(profile)}</trt:{new Xml(element)}>
        """);

    private static Xml Options(OnvifCall call)
    {
        string? token = call.Text("ConfigurationToken");
        MediaProfile profile = token is not null ? MediaLookup.Encoder(call, token)
            : call.Text("ProfileToken") is { } named ? MediaLookup.Profile(call, named)
            : call.Device.Profiles[0];
        Xml sizes = Xml.Each(ConfigXml.Sizes(profile), s => Xml.Of($"""
            <tt:ResolutionsAvailable><tt:Width>{s.Width}</tt:Width><tt:Height>{s.Height}</tt:Height></tt:ResolutionsAvailable>
            """));
        Xml rates = Xml.Of($"""
            <tt:FrameRateRange><tt:Min>1</tt:Min><tt:Max>{profile.Source.Camera.Plan.Options.Fps}</tt:Max></tt:FrameRateRange><tt:EncodingIntervalRange><tt:Min>1</tt:Min><tt:Max>1</tt:Max></tt:EncodingIntervalRange>
            """);
        Xml h264 = Xml.Of($"""
            {sizes}<tt:GovLengthRange><tt:Min>1</tt:Min><tt:Max>{EncoderRequest.MaxGop}</tt:Max></tt:GovLengthRange>{rates}<tt:H264ProfilesSupported>Main</tt:H264ProfilesSupported>
            """);
        Xml kbit = Xml.Of($"<tt:BitrateRange><tt:Min>{EncoderRequest.MinKbit}</tt:Min><tt:Max>{EncoderRequest.MaxKbit}</tt:Max></tt:BitrateRange>");
        return Xml.Of($"""
            <trt:GetVideoEncoderConfigurationOptionsResponse><trt:Options><tt:QualityRange><tt:Min>1</tt:Min><tt:Max>10</tt:Max></tt:QualityRange>
            <tt:JPEG>{sizes}{rates}</tt:JPEG><tt:H264>{h264}</tt:H264>
            <tt:Extension><tt:JPEG>{sizes}{rates}{kbit}</tt:JPEG><tt:H264>{h264}{kbit}</tt:H264></tt:Extension>
            </trt:Options></trt:GetVideoEncoderConfigurationOptionsResponse>
            """);
    }

    private static async Task<Xml> SetAsync(OnvifCall call)
    {
        XElement configuration = call.Find("Configuration") ?? throw SoapFault.Invalid("Configuration is missing.");
        MediaProfile profile = MediaLookup.Encoder(call, (string?)configuration.Attribute("token") ?? "");
        EncoderSettings wanted = EncoderRequest.Read(configuration, profile);
        await profile.Source.Camera.RecodeAsync(profile.IsSub, wanted, call.Stop).ConfigureAwait(false);
        return Xml.Of($"<trt:SetVideoEncoderConfigurationResponse/>");
    }
}
