using Nvr.Adoption.Trying;
using Nvr.Core;
using Nvr.Recording.Cameras;
using Nvr.Recording.Captured;
using Nvr.Web.Api.Models;

namespace Nvr.Web.Api;

/// <summary>Turns what somebody types about a camera into what can be tried, or into a sentence that says why it cannot. Looks host names up, off the calling thread.</summary>
internal sealed class TrialBodyReader(WebOptions options)
{
    private const string Field = "address";
    private const int MaxCredential = 256;

    public Task<TrialRequest> ReadAsync(TrialBody body, CancellationToken cancellation) => Task.Run(() => Read(body), cancellation);

    private TrialRequest Read(TrialBody body)
    {
        (Uri address, string? userName, string? password) = CameraAddressRule.TakeCredentials(Whole(body.Address));
        CameraAddressRule.Check(address, Field, options.AllowLoopbackCameras);
        return new TrialRequest { Address = address, UserName = Credential(body.UserName ?? userName), Password = Credential(body.Password ?? password), IsSearch = body.Search };
    }

    /// <summary>Somebody who types four numbers means the camera there; three of them would be read as another address, and are none yet.</summary>
    private static Uri Whole(string? text)
    {
        string typed = text?.Trim() ?? "";
        bool isBare = typed.Length > 0 && !typed.Contains("://", StringComparison.Ordinal) && !typed.StartsWith("analog:", StringComparison.OrdinalIgnoreCase);
        if (isBare && IsPartOfNumbers(typed.Split('/', ':')[0]))
        {
            throw Invalid($"'{Field}' is not whole yet: an IP address has four numbers, such as 192.168.1.20.");
        }
        Uri url = CameraAddressRule.Parse(isBare ? $"rtsp://{typed}" : typed, Field);
        return AnalogSource.Is(url) ? throw Invalid($"'{Field}' names a video device of this recorder, which shows its picture once it is added.")
            : url;
    }

    private static bool IsPartOfNumbers(string host) => host.Length > 0 && host.All(c => char.IsAsciiDigit(c) || c == '.') && host.Split('.') is var parts && (parts.Length != 4 || parts.Any(p => p.Length == 0));

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);

    private static string? Credential(string? value) =>
        value is null || (value.Length <= MaxCredential && !value.Any(char.IsControl))
            ? value
            : throw Invalid($"User name and password must have at most {MaxCredential} characters and no line breaks.");
}
