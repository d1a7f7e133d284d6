using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Api;

/// <summary>Turns what somebody typed about a camera into settings, or into a sentence that names the field.</summary>
internal sealed class CameraBodyReader(WebOptions options)
{
    private const int MaxName = 64;
    private const int MaxCredential = 256;
    private const int MaxDays = 3650;

    /// <summary>Looks host names up, off the calling thread.</summary>
    public Task<CameraSettings> ReadAsync(CameraBody body, CancellationToken cancellation) => Task.Run(() => Read(body), cancellation);

    private static string NameOf(CameraBody body)
    {
        string name = body.Name?.Trim() ?? "";
        return name.Length is > 0 and <= MaxName && !name.Any(char.IsControl) ? name : throw Invalid($"'name' must have 1 to {MaxName} characters.");
    }

    private static string? Credential(string? value, string field) =>
        value is null || (value.Length <= MaxCredential && !value.Any(char.IsControl))
            ? value
            : throw Invalid($"'{field}' must have at most {MaxCredential} characters and no line breaks.");

    private static T? Within<T>(T? value, T most, string field)
        where T : struct, IComparable<T> =>
        value is not { } given || (given.CompareTo(default) > 0 && given.CompareTo(most) <= 0)
            ? value
            : throw Invalid($"'{field}' must be between 1 and {most}, or null for no limit.");

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);

    private CameraSettings Read(CameraBody body)
    {
        string name = NameOf(body);
        CameraTransport transport = Words.TransportOf(body.Transport) ?? throw Invalid("'transport' must be auto, tcp, udp or multicast.");
        (Uri main, string? urlUser, string? urlPassword) = Address(body.MainUrl, "mainUrl");
        (Uri? sub, string? subUser, string? subPassword) = string.IsNullOrWhiteSpace(body.SubUrl) ? (null, null, null) : Address(body.SubUrl, "subUrl");
        return new CameraSettings
        {
            Name = name,
            MainUrl = main,
            SubUrl = sub,
            UserName = Credential(body.UserName ?? urlUser ?? subUser, "userName"),
            Password = Credential(body.Password ?? urlPassword ?? subPassword, "password"),
            Enabled = body.Enabled ?? true,
            RecordAudio = body.RecordAudio ?? true,
            Transport = transport,
            RetainDays = Within(body.RetainDays, MaxDays, "retainDays"),
            EventRetainDays = Within(body.EventRetainDays, MaxDays, "eventRetainDays"),
            RetainBytes = Within(body.RetainBytes, long.MaxValue, "retainBytes"),
            Recording = RecordingPolicyReader.Read(body.Recording),
            Motion = MotionReader.Read(body.Motion),
        };
    }

    private (Uri Address, string? UserName, string? Password) Address(string? text, string field)
    {
        Uri url = CameraAddressRule.Parse(text, field);
        CameraAddressRule.Check(url, field, options.AllowLoopbackCameras);
        return CameraAddressRule.TakeCredentials(url);
    }
}
