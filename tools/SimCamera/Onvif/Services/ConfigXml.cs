using SimCamera.Material;
using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Contents of the configurations that Media1 and Media2 tell alike (ONVIF schema, <c>tt:</c>). Pure.</summary>
internal static class ConfigXml
{
    public static readonly Xml Multicast = Xml.Of($"""
        <tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>0.0.0.0</tt:IPv4Address></tt:Address><tt:Port>0</tt:Port><tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>
        """);

    public static Xml VideoSource(MediaSource source) => Xml.Of($"""
        <tt:Name>{source.Camera.Name}</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>{source.Token}</tt:SourceToken><tt:Bounds x="0" y="0" width="{source.Full.Width}" height="{source.Full.Height}"/>
        """);

    public static Xml AudioSource(MediaSource source) => Xml.Of($"""
        <tt:Name>Microphone</tt:Name><tt:UseCount>2</tt:UseCount><tt:SourceToken>{source.AudioToken}</tt:SourceToken>
        """);

    public static Xml Metadata(MediaSource source) => Xml.Of($"""
        <tt:Name>Metadata {source.Number}</tt:Name><tt:UseCount>2</tt:UseCount><tt:Analytics>{source.Camera.Plan.Metadata}</tt:Analytics>{Multicast}<tt:SessionTimeout>PT60S</tt:SessionTimeout>
        """);

    public static readonly Xml AudioDecoder = Xml.Of($"""
        <tt:Name>Decoder</tt:Name><tt:UseCount>2</tt:UseCount>
        """);

    public static Xml AudioOutput(MediaSource source) => Xml.Of($"""
        <tt:Name>Loudspeaker</tt:Name><tt:UseCount>2</tt:UseCount><tt:OutputToken>Loudspeaker_{source.Number}</tt:OutputToken><tt:SendPrimacy>www.onvif.org/ver20/HalfDuplex/Server</tt:SendPrimacy><tt:OutputLevel>50</tt:OutputLevel>
        """);

    public static Xml Ptz(MediaSource source) => Xml.Of($"""
        <tt:Name>PTZ {source.Number}</tt:Name><tt:UseCount>2</tt:UseCount><tt:NodeToken>PtzNode_{source.Number}</tt:NodeToken>
        <tt:DefaultContinuousPanTiltVelocitySpace>http://www.onvif.org/ver10/tptz/PanTiltSpaces/VelocityGenericSpace</tt:DefaultContinuousPanTiltVelocitySpace>
        <tt:DefaultContinuousZoomVelocitySpace>http://www.onvif.org/ver10/tptz/ZoomSpaces/VelocityGenericSpace</tt:DefaultContinuousZoomVelocitySpace>
        <tt:DefaultPTZTimeout>PT10S</tt:DefaultPTZTimeout>
        """);

    /// <summary>The sizes that a stream may be set to: its own at the start, and half of it.</summary>
    public static IEnumerable<(int Width, int Height)> Sizes(MediaProfile profile)
    {
        CameraOptions options = profile.Source.Camera.Plan.Options;
        VideoRecipe own = CameraMaterial.Recipe(options, profile.Source.Number, profile.IsSub ? 1 : 0);
        return ((int, int)[])[(own.Width, own.Height), (Half(own.Width), Half(own.Height))];
    }

    public static string Coding(VideoCodec codec) => codec switch
    {
        VideoCodec.H264 => "H264",
        VideoCodec.H265 => "H265",
        _ => "JPEG",
    };

    public static VideoCodec? Codec(string? coding) => coding switch
    {
        "H264" => VideoCodec.H264,
        "H265" => VideoCodec.H265,
        "JPEG" => VideoCodec.Mjpeg,
        _ => null,
    };

    private static int Half(int pixels) => Math.Max(64, pixels / 2 / 8 * 8);
}
