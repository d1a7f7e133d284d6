using SimCamera.Material;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>
/// Media1: profiles, sources and addresses. It has no word for H.265 (ONVIF Media, 5.5): a profile of such a stream comes without its
/// coder. Stateless.
/// </summary>
internal static class MediaService
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Media, "GetServiceCapabilities", OnvifLevel.Anonymous, _ => Xml.Of($"""
            <trt:GetServiceCapabilitiesResponse><trt:Capabilities SnapshotUri="true" Rotation="false"><trt:ProfileCapabilities MaximumNumberOfProfiles="16"/><trt:StreamingCapabilities RTPMulticast="false" RTP_TCP="true" RTP_RTSP_TCP="true"/></trt:Capabilities></trt:GetServiceCapabilitiesResponse>
            """)),
        Operation.Of(Ns.Media, "GetProfiles", OnvifLevel.User, c => Xml.Of($"""
            <trt:GetProfilesResponse>{Xml.Each(c.Device.Profiles, p => Profile(c, p, "Profiles"))}</trt:GetProfilesResponse>
            """)),
        Operation.Of(Ns.Media, "GetProfile", OnvifLevel.User, c => Xml.Of($"""
            <trt:GetProfileResponse>{Profile(c, MediaLookup.Profile(c), "Profile")}</trt:GetProfileResponse>
            """)),
        Operation.Of(Ns.Media, "GetVideoSources", OnvifLevel.User, Sources),
        Operation.Of(Ns.Media, "GetVideoSourceConfigurations", OnvifLevel.User, c => Xml.Of($"""
            <trt:GetVideoSourceConfigurationsResponse>{Xml.Each(c.Device.Sources, s => Xml.Of($"<trt:Configurations token=\"{s.ConfigToken}\">{ConfigXml.VideoSource(s)}</trt:Configurations>"))}</trt:GetVideoSourceConfigurationsResponse>
            """)),
        Operation.Of(Ns.Media, "GetAudioSources", OnvifLevel.User, c => Xml.Of($"""
            <trt:GetAudioSourcesResponse>{Xml.Each(c.Device.Sources.Where(s => s.HasAudio), s => Xml.Of($"<trt:AudioSources token=\"{s.AudioToken}\"><tt:Channels>1</tt:Channels></trt:AudioSources>"))}</trt:GetAudioSourcesResponse>
            """)),
        Operation.Of(Ns.Media, "GetStreamUri", OnvifLevel.User, c => Address("GetStreamUri", MediaLookup.StreamUrl(c, MediaLookup.Profile(c).StreamUrl))),
        Operation.Of(Ns.Media, "GetSnapshotUri", OnvifLevel.User, c => Address("GetSnapshotUri", MediaLookup.SnapshotUrl(c, MediaLookup.Profile(c)))),
    ];

    /// <summary>Contents of <c>tt:VideoEncoderConfiguration</c>.</summary>
    public static Xml Encoder(MediaProfile profile)
    {
        VideoRecipe recipe = profile.Recipe;
        return Xml.Of($"""
            <tt:Name>{profile.Name}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>{ConfigXml.Coding(recipe.Codec)}</tt:Encoding>
            <tt:Resolution><tt:Width>{recipe.Width}</tt:Width><tt:Height>{recipe.Height}</tt:Height></tt:Resolution><tt:Quality>5</tt:Quality>
            <tt:RateControl><tt:FrameRateLimit>{recipe.Fps}</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>{recipe.Kbit}</tt:BitrateLimit></tt:RateControl>
            {Xml.If(recipe.Codec == VideoCodec.H264, $"<tt:H264><tt:GovLength>{recipe.Gop}</tt:GovLength><tt:H264Profile>Main</tt:H264Profile></tt:H264>")}
            {ConfigXml.Multicast}<tt:SessionTimeout>PT60S</tt:SessionTimeout>
            """);
    }

    private static Xml Profile(OnvifCall call, MediaProfile profile, string element)
    {
        MediaSource source = profile.Source;
        return Xml.Of($"""
            <trt:{new Xml(element)} token="{profile.Token}" fixed="true"><tt:Name>{profile.Name}</tt:Name>
            <tt:VideoSourceConfiguration token="{source.ConfigToken}">{ConfigXml.VideoSource(source)}</tt:VideoSourceConfiguration>
            {Xml.If(source.HasAudio, $"<tt:AudioSourceConfiguration token=\"{source.AudioConfigToken}\">{ConfigXml.AudioSource(source)}</tt:AudioSourceConfiguration>")}
            {Xml.If(profile.Recipe.Codec != VideoCodec.H265, $"<tt:VideoEncoderConfiguration token=\"{profile.EncoderToken}\">{Encoder(profile)}</tt:VideoEncoderConfiguration>")}
            {Xml.If(call.Device.Options.HasPtz, $"<tt:PTZConfiguration token=\"{source.PtzConfigToken}\">{ConfigXml.Ptz(source)}</tt:PTZConfiguration>")}
            {Xml.If(source.Camera.Plan.Metadata, $"<tt:MetadataConfiguration token=\"{source.MetadataToken}\">{ConfigXml.Metadata(source)}</tt:MetadataConfiguration>")}
            {Xml.If(source.HasLoudspeaker, $"<tt:Extension><tt:AudioOutputConfiguration token=\"AudioOutput_{source.Number}\">{ConfigXml.AudioOutput(source)}</tt:AudioOutputConfiguration><tt:AudioDecoderConfiguration token=\"AudioDecoder_{source.Number}\">{ConfigXml.AudioDecoder}</tt:AudioDecoderConfiguration></tt:Extension>")}
            </trt:{new Xml(element)}>
            """);
    }

    private static Xml Sources(OnvifCall call) => Xml.Of($"""
        <trt:GetVideoSourcesResponse>{Xml.Each(call.Device.Sources, s => Xml.Of($"""
        <trt:VideoSources token="{s.Token}"><tt:Framerate>{s.Full.Fps}</tt:Framerate><tt:Resolution><tt:Width>{s.Full.Width}</tt:Width><tt:Height>{s.Full.Height}</tt:Height></tt:Resolution></trt:VideoSources>
        """))}</trt:GetVideoSourcesResponse>
        """);

    private static Xml Address(string action, Uri url) => Xml.Of($"""
        <trt:{new Xml(action)}Response><trt:MediaUri><tt:Uri>{url}</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:{new Xml(action)}Response>
        """);
}
