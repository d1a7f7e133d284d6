using System.Net;
using Nvr.Adoption.Paths;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Streams;
using Nvr.Rtsp.Session;

namespace Nvr.Adoption.Trying;

/// <summary>
/// Tries addresses over RTSP, one connection each, few at a time. A password is tried only where one is given, and counts with the others of that host
/// (<see cref="SignInGuard"/>), whoever typed it. Thread-safe.
/// </summary>
/// <param name="ports">Where a device is looked for whose port was not typed.</param>
public sealed class CameraTrial(SignInGuard guard, NameGuard names, BoxClock clock, IReadOnlyList<int> ports) : ICameraTrial, IDisposable
{
    private const int MostAtOnce = 4;

    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(40);

    private readonly SemaphoreSlim turns = new(MostAtOnce);
    private readonly PathProber prober = new(clock, guard, new PathProbeOptions { ReplyTimeout = ReplyTimeout });

    public async Task<TrialReport> TryAsync(TrialRequest request, CancellationToken cancellation)
    {
        if (!await turns.WaitAsync(TimeSpan.Zero, cancellation))
        {
            throw new NvrException(ErrorKind.Exhausted, "Other addresses are being tried just now. Try again in a moment.");
        }
        using var tooLong = new CancellationTokenSource(LongestTrial, clock.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, tooLong.Token);
        try
        {
            return request.IsHostAlone ? await LookAsync(request, limit.Token) : await AskAsync(request, limit.Token);
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return TrialWords.TooLong;
        }
        catch (NvrException silent) when (silent.Kind is ErrorKind.Unreachable or ErrorKind.Protocol or ErrorKind.Refused)
        {
            return TrialWords.Silent(silent.Message);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private static Uri At(IPAddress address, int port) => new UriBuilder("rtsp", address.ToString(), port).Uri;

    /// <summary>A host without a path: who is there, and if that is wanted, where the picture is.</summary>
    private async Task<TrialReport> LookAsync(TrialRequest request, CancellationToken cancellation)
    {
        IPAddress address = await AddressAsync(request.Address.IdnHost, cancellation);
        (int port, RtspDescription answer) = await FirstAnswerAsync(address, request.Address.Port, cancellation);
        if (answer.Refusal is { Kind: ErrorKind.Unauthorised } && string.IsNullOrEmpty(request.UserName))
        {
            return TrialWords.NeedsPassword;
        }
        if (!request.IsSearch)
        {
            return TrialWords.Answers;
        }
        var target = new PathProbeTarget { Device = GuardedAs(request), Address = address, Port = port, UserName = request.UserName, Password = request.Password };
        PathProbeResult found = await prober.ProbeAsync(target, cancellation);
        // Some give their one stream without a path, and at no other.
        return found.Outcome == PathProbeOutcome.NothingFits && answer.Refusal is null ? TrialWords.Described(answer, At(address, port)) : TrialWords.Searched(found);
    }

    private async Task<IPAddress> AddressAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? literal))
        {
            return literal;
        }
        try
        {
            return (await names.ResolveAsync(host, cancellation)).FirstOrDefault() ?? throw Unknown(host, null);
        }
        catch (System.Net.Sockets.SocketException unknown)
        {
            throw Unknown(host, unknown);
        }
    }

    private static NvrException Unknown(string host, Exception? cause) => new(ErrorKind.Unreachable, $"No device called \"{host}\" can be found on the network. Check the spelling, or enter its IP address.", cause);

    /// <summary>Nobody signs in here. Throws as the last port did, when none answers.</summary>
    private async Task<(int Port, RtspDescription Answer)> FirstAnswerAsync(IPAddress address, int typed, CancellationToken cancellation)
    {
        NvrException? silent = null;
        foreach (int port in typed > 0 ? [typed] : ports)
        {
            try
            {
                return (port, await DescribeAsync(At(address, port), null, null, cancellation));
            }
            catch (NvrException none) when (none.Kind == ErrorKind.Unreachable)
            {
                // The first port is the usual one: what is said of it helps most.
                silent ??= none;
            }
        }
        throw silent!;
    }

    /// <summary>An address with a path: whether the picture is there.</summary>
    private async Task<TrialReport> AskAsync(TrialRequest request, CancellationToken cancellation)
    {
        bool signsIn = !string.IsNullOrEmpty(request.UserName);
        if (signsIn && !guard.TryTake(GuardedAs(request)))
        {
            return TrialWords.HeldBack;
        }
        bool isRejected = false;
        bool isProven = false;
        try
        {
            RtspDescription answer = await DescribeAsync(request.Address, signsIn ? request.UserName : null, request.Password, cancellation);
            isRejected = answer.Refusal is { Kind: ErrorKind.Unauthorised };
            isProven = answer.Refusal is null;
            return isRejected ? (signsIn ? TrialWords.WrongPassword : TrialWords.NeedsPassword) : TrialWords.Described(answer, request.Address);
        }
        finally
        {
            Settle(request, signsIn, isRejected, isProven);
        }
    }

    // A camera that refuses a path, or does not answer, may not have looked at the password at all: only a description proves it.
    private void Settle(TrialRequest request, bool signsIn, bool isRejected, bool isProven)
    {
        if (signsIn && isProven)
        {
            guard.Succeeded(GuardedAs(request));
        }
        else if (signsIn && !isRejected)
        {
            guard.GiveBack(GuardedAs(request));
        }
    }

    private Task<RtspDescription> DescribeAsync(Uri url, string? userName, string? password, CancellationToken cancellation) => RtspDescription.AskAsync(
        new RtspTarget(url, userName, password), new RtspOptions { ReplyTimeout = ReplyTimeout, Resolve = names.ResolveAsync }, clock, cancellation);

    // By the same key as the camera's other services are tried by once it is entered.
    private static string GuardedAs(TrialRequest request) => $"hand/{request.Address.Host}";
}
