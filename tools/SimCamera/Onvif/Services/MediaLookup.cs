using SimCamera.Onvif.Media;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>Finds what a request names; throws the fault for what is not there. Pure.</summary>
internal static class MediaLookup
{
    public static MediaProfile Profile(OnvifCall call) => Profile(call, call.Required("ProfileToken"));

    public static MediaProfile Profile(OnvifCall call, string token) =>
        call.Device.Profiles.FirstOrDefault(p => p.Token == token) ?? throw SoapFault.NoSuchToken("profile");

    public static MediaProfile Encoder(OnvifCall call, string token) =>
        call.Device.Profiles.FirstOrDefault(p => p.EncoderToken == token) ?? throw SoapFault.NoSuchToken("configuration");

    public static MediaSource Source(OnvifCall call, string? token) =>
        call.Device.Sources.FirstOrDefault(s => s.Token == token) ?? throw SoapFault.NoSuchToken("video source");

    /// <summary>The source that a PTZ request names by one of its profiles.</summary>
    public static PtzState Ptz(OnvifCall call) => call.Device.Ptz[Profile(call).Source.Number - 1];

    public static Uri StreamUrl(OnvifCall call, Uri url) =>
        new UriBuilder(url) { Host = HostOf(call) }.Uri;

    public static Uri SnapshotUrl(OnvifCall call, MediaProfile profile) =>
        new($"http://{call.Device.Plan.AddressHost ?? call.Host}{SnapshotPath.Of(profile.Source.Number)}");

    private static string HostOf(OnvifCall call) => (call.Device.Plan.AddressHost ?? call.Http.Local.Address.ToString()).Split(':')[0];
}
