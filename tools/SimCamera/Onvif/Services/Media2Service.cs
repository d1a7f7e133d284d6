using System.Xml.Linq;
using SimCamera.Material;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Media2: profiles with the parts that were asked for, coders of any coding, addresses as bare URIs. Stateless.</summary>
internal static class Media2Service
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Media2, "GetServiceCapabilities", OnvifLevel.Anonymous, _ => Xml.Of($"""
            <tr2:GetServiceCapabilitiesResponse><tr2:Capabilities SnapshotUri="true"><tr2:ProfileCapabilities MaximumNumberOfProfiles="16" ConfigurationsSupported="VideoSource VideoEncoder AudioSource PTZ Metadata AudioOutput AudioDecoder"/><tr2:StreamingCapabilities RTSPStreaming="true" RTPMulticast="false" RTP_RTSP_TCP="true"/></tr2:Capabilities></tr2:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Media2, "GetProfiles", OnvifLevel.User, Profiles),
        Operation.Of(Ns.Media2, "GetVideoSourceConfigurations", OnvifLevel.User, c => Xml.Of($"""
            <tr2:GetVideoSourceConfigurationsResponse>{Xml.Each(c.Device.Sources, s => Xml.Of($"<tr2:Configurations token=\"{s.ConfigToken}\">{ConfigXml.VideoSource(s)}</tr2:Configurations>"))}</tr2:GetVideoSourceConfigurationsResponse>
            """)),
        Operation.Of(Ns.Media2, "GetVideoEncoderConfigurations", OnvifLevel.User, c => Xml.Of($"""
            <tr2:GetVideoEncoderConfigurationsResponse>{Xml.Each(Chosen(c), p => Encoder(p, "Configurations"))}</tr2:GetVideoEncoderConfigurationsResponse>
            """)),
        Operation.Of(Ns.Media2, "GetVideoEncoderConfigurationOptions", OnvifLevel.User, Options),
        new(Ns.Media2, "SetVideoEncoderConfiguration", OnvifLevel.Operator, SetAsync),
        Operation.Of(Ns.Media2, "GetStreamUri", OnvifLevel.User, c => Address("GetStreamUri", MediaLookup.StreamUrl(c, MediaLookup.Profile(c).StreamUrl))),
        Operation.Of(Ns.Media2, "GetSnapshotUri", OnvifLevel.User, c => Address("GetSnapshotUri", MediaLookup.SnapshotUrl(c, MediaLookup.Profile(c)))),
    ];

    private static Xml Profiles(OnvifCall call)
    {
        string? token = call.Text("Token");
        List<string> types = [.. call.Operation.Elements(Ns.Media2 + "Type").Select(e => e.Value.Trim())];
        IEnumerable<MediaProfile> chosen = token is null ? call.Device.Profiles : [MediaLookup.Profile(call, token)];
        return Xml.Of($"<tr2:GetProfilesResponse>{Xml.Each(chosen, p => Profile(call, p, types))}</tr2:GetProfilesResponse>");
    }

    private static Xml Profile(OnvifCall call, MediaProfile profile, List<string> types)
    {
        MediaSource source = profile.Source;
        bool Wants(string type) => types.Contains(type) || types.Contains("All");
        // Without a Type the answer names profiles only (ONVIF Media2, 5.2.2).
        Xml configurations = Xml.If(types.Count > 0, $"""
            <tr2:Configurations>
            {Xml.If(Wants("VideoSource"), $"<tr2:VideoSource token=\"{source.ConfigToken}\">{ConfigXml.VideoSource(source)}</tr2:VideoSource>")}
            {Xml.If(Wants("AudioSource") && source.HasAudio, $"<tr2:AudioSource token=\"{source.AudioConfigToken}\">{ConfigXml.AudioSource(source)}</tr2:AudioSource>")}
            {(Wants("VideoEncoder") ? Encoder(profile, "VideoEncoder") : Xml.Empty)}
            {Xml.If(Wants("PTZ") && call.Device.Options.HasPtz, $"<tr2:PTZ token=\"{source.PtzConfigToken}\">{ConfigXml.Ptz(source)}</tr2:PTZ>")}
            {Xml.If(Wants("Metadata") && source.Camera.Plan.Metadata, $"<tr2:Metadata token=\"{source.MetadataToken}\">{ConfigXml.Metadata(source)}</tr2:Metadata>")}
            {Xml.If(Wants("AudioOutput") && source.HasLoudspeaker, $"<tr2:AudioOutput token=\"AudioOutput_{source.Number}\">{ConfigXml.AudioOutput(source)}</tr2:AudioOutput>")}
            {Xml.If(Wants("AudioDecoder") && source.HasLoudspeaker, $"<tr2:AudioDecoder token=\"AudioDecoder_{source.Number}\">{ConfigXml.AudioDecoder}</tr2:AudioDecoder>")}
            </tr2:Configurations>
            """);
        return Xml.Of($"""
            <tr2:Profiles token="{profile.Token}" fixed="true"><tr2:Name>{profile.Name}</tr2:Name>{configurations}</tr2:Profiles>
            """);
    }

    private static Xml Encoder(MediaProfile profile, string element)
    {
        VideoRecipe recipe = profile.Recipe;
        return Xml.Of($"""
            <tr2:{new Xml(element)} token="{profile.EncoderToken}" GovLength="{recipe.Gop}" Profile="Main"><tt:Name>{profile.Name}</tt:Name><tt:UseCount>1</tt:UseCount>
            <tt:Encoding>{ConfigXml.Coding(recipe.Codec)}</tt:Encoding><tt:Resolution><tt:Width>{recipe.Width}</tt:Width><tt:Height>{recipe.Height}</tt:Height></tt:Resolution>
            <tt:RateControl ConstantBitRate="true"><tt:FrameRateLimit>{recipe.Fps}</tt:FrameRateLimit><tt:BitrateLimit>{recipe.Kbit}</tt:BitrateLimit></tt:RateControl>{ConfigXml.Multicast}<tt:Quality>5</tt:Quality>
            </tr2:{new Xml(element)}>
            """);
    }

    private static IEnumerable<MediaProfile> Chosen(OnvifCall call) =>
        call.Text("ConfigurationToken") is { } token ? [MediaLookup.Encoder(call, token)]
        : call.Text("ProfileToken") is { } named ? [MediaLookup.Profile(call, named)]
        : call.Device.Profiles;

    private static Xml Options(OnvifCall call)
    {
        MediaProfile profile = Chosen(call).First();
        Xml sizes = Xml.Each(ConfigXml.Sizes(profile), s => Xml.Of($"""
            <tt:ResolutionsAvailable><tt:Width>{s.Width}</tt:Width><tt:Height>{s.Height}</tt:Height></tt:ResolutionsAvailable>
            """));
        Xml codings = Xml.Each(Enum.GetValues<VideoCodec>(), codec => Xml.Of($"""
            <tr2:Options GovLengthRange="1 {EncoderRequest.MaxGop}" FrameRatesSupported="{FrameRates(profile)}" ProfilesSupported="Main" ConstantBitRateSupported="true">
            <tt:Encoding>{ConfigXml.Coding(codec)}</tt:Encoding><tt:QualityRange><tt:Min>1</tt:Min><tt:Max>10</tt:Max></tt:QualityRange>{sizes}<tt:BitrateRange><tt:Min>{EncoderRequest.MinKbit}</tt:Min><tt:Max>{EncoderRequest.MaxKbit}</tt:Max></tt:BitrateRange>
            </tr2:Options>
            """));
        return Xml.Of($"<tr2:GetVideoEncoderConfigurationOptionsResponse>{codings}</tr2:GetVideoEncoderConfigurationOptionsResponse>");
    }

    private static string FrameRates(MediaProfile profile) =>
        string.Join(' ', Enumerable.Range(1, profile.Source.Camera.Plan.Options.Fps).Reverse());

    private static async Task<Xml> SetAsync(OnvifCall call)
    {
        XElement configuration = call.Find("Configuration") ?? throw SoapFault.Invalid("Configuration is missing.");
        MediaProfile profile = MediaLookup.Encoder(call, (string?)configuration.Attribute("token") ?? "");
        EncoderSettings wanted = EncoderRequest.Read(configuration, profile);
        await profile.Source.Camera.RecodeAsync(profile.IsSub, wanted, call.Stop).ConfigureAwait(false);
        return Xml.Of($"<tr2:SetVideoEncoderConfigurationResponse/>");
    }

    private static Xml Address(string action, Uri url) => Xml.Of($"""
        <tr2:{new Xml(action)}Response><tr2:Uri>{url}</tr2:Uri></tr2:{new Xml(action)}Response>
        """);
}
