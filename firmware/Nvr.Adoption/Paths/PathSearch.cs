using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Rtsp.Sdp;
using Nvr.Rtsp.Session;

namespace Nvr.Adoption.Paths;

/// <summary>One look at one device. Used once.</summary>
internal sealed class PathSearch(BoxClock clock, SignInGuard guard, PathProbeOptions options, PathProbeTarget target)
{
    private const int LongestBanner = 200;

    private readonly HashSet<string> tried = new(StringComparer.Ordinal);
    private TimeSpan pause = options.FirstPause;
    private string? banner;
    private int tries;

    public async Task<PathProbeResult> RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (tries < options.MaxTries && Next() is { } pattern)
            {
                RtspDescription? answer = await AskAsync(pattern.MainAt(target.Address.ToString(), target.Port, target.Channel), cancellation);
                if (answer is null)
                {
                    return Result(PathProbeOutcome.HeldBack, "The camera rejected the password several times. The recorder waits, so that the camera does not lock the account.");
                }
                if (answer.Refusal is { Kind: ErrorKind.Unauthorised } rejected)
                {
                    return Result(string.IsNullOrEmpty(target.UserName) ? PathProbeOutcome.NeedsPassword : PathProbeOutcome.WrongPassword, rejected.Message);
                }
                if (PictureIn(answer) is not null)
                {
                    return await FoundAsync(pattern, answer, cancellation);
                }
            }
            return Result(PathProbeOutcome.NothingFits, "The camera answers, but where its stream is could not be found. Enter the address of its stream from its manual.");
        }
        catch (NvrException failure) when (failure.Kind is ErrorKind.Unreachable or ErrorKind.Protocol)
        {
            return Result(failure.Kind == ErrorKind.Protocol ? PathProbeOutcome.NotRtsp : PathProbeOutcome.Unreachable, failure.Message);
        }
    }

    // What the server says of itself may move another maker to the front after the first answer.
    private PathPattern? Next() =>
        PathTable.For(target.Hints with { Banner = $"{target.Hints.Banner} {banner}" }, target.Channel).FirstOrDefault(p => tried.Add(p.Main));

    /// <summary>Null when no sign-in may be tried.</summary>
    private async Task<RtspDescription?> AskAsync(Uri url, CancellationToken cancellation)
    {
        bool signsIn = !string.IsNullOrEmpty(target.UserName);
        if (signsIn && !guard.TryTake(target.Device))
        {
            return null;
        }
        try
        {
            await PauseAsync(cancellation);
            tries++;
            var question = new RtspTarget(url, target.UserName, target.Password);
            RtspDescription answer = await RtspDescription.AskAsync(question, new RtspOptions { ReplyTimeout = options.ReplyTimeout }, clock, cancellation);
            banner ??= Banner(answer);
            Settle(signsIn, answer);
            return answer;
        }
        catch (Exception failure) when (signsIn && failure is NvrException or OperationCanceledException)
        {
            guard.GiveBack(target.Device);
            throw;
        }
    }

    private void Settle(bool signsIn, RtspDescription answer)
    {
        if (signsIn && answer.Refusal?.Kind != ErrorKind.Unauthorised)
        {
            // A camera that refuses a path may not have looked at the password at all: only a description proves it.
            if (answer.Refusal is null)
            {
                guard.Succeeded(target.Device);
            }
            else
            {
                guard.GiveBack(target.Device);
            }
        }
    }

    private async Task PauseAsync(CancellationToken cancellation)
    {
        if (tries > 0)
        {
            await Task.Delay(pause, clock.Time, cancellation);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 3 / 2, options.LongestPause.Ticks));
        }
    }

    private async Task<PathProbeResult> FoundAsync(PathPattern pattern, RtspDescription main, CancellationToken cancellation)
    {
        Uri mainUrl = pattern.MainAt(target.Address.ToString(), target.Port, target.Channel);
        Uri? subUrl = pattern.SubAt(target.Address.ToString(), target.Port, target.Channel);
        return Result(PathProbeOutcome.Found, "The camera's stream was found.") with
        {
            MainUrl = mainUrl,
            SubUrl = subUrl is not null && await IsAnotherStreamAsync(subUrl, main, cancellation) ? subUrl : null,
            Maker = pattern.Maker.Length > 0 ? pattern.Maker : PathTable.MakerBy(target.Hints with { Banner = $"{target.Hints.Banner} {banner}" }),
            Tries = tries,
        };
    }

    /// <summary>Some cameras give their one stream at any path. Equal parameter sets are equal pictures; recording them twice helps nobody.</summary>
    private async Task<bool> IsAnotherStreamAsync(Uri subUrl, RtspDescription main, CancellationToken cancellation)
    {
        try
        {
            SdpMedia? sub = await AskAsync(subUrl, cancellation) is { } answer ? PictureIn(answer) : null;
            return sub is not null && !(ParametersOf(sub) is { } parameters && parameters == ParametersOf(PictureIn(main)!));
        }
        catch (NvrException)
        {
            // The main stream is what counts; a camera that takes fewer questions than we ask keeps it.
            return false;
        }
    }

    private static string? ParametersOf(SdpMedia media) =>
        media.Fmtp.GetValueOrDefault("sprop-parameter-sets") ?? media.Fmtp.GetValueOrDefault("sprop-sps");

    private static SdpMedia? PictureIn(RtspDescription answer) =>
        answer.Sdp?.Sections.FirstOrDefault(s => s.Kind == "video" && s.Candidates.Count > 0)?.Candidates[0];

    private static string? Banner(RtspDescription answer) =>
        $"{answer.Server} {RealmIn(answer.Challenge)}".Trim() is { Length: > 0 } said ? said[..Math.Min(said.Length, LongestBanner)] : null;

    // Only the realm: a nonce may spell any maker's name by chance.
    private static string? RealmIn(string? challenge)
    {
        const string Mark = "realm=\"";
        int start = challenge?.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) ?? -1;
        return start < 0 ? null : challenge![(start + Mark.Length)..].Split('"', 2)[0];
    }

    private PathProbeResult Result(PathProbeOutcome outcome, string sentence) => new() { Outcome = outcome, Sentence = sentence, Banner = banner, Tries = tries };
}
