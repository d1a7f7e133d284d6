using Nvr.Core;
using Nvr.Core.Auth;
using Nvr.Core.Time;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Replay;
using Nvr.Rtsp.Sdp;

namespace Nvr.Rtsp.Session;

/// <summary>Opens one session: connects, follows redirects, describes, sets up, plays; or stops after describing. Used once.</summary>
internal sealed class SessionOpener(RtspTarget target, RtspOptions options, BoxClock clock, CancellationToken cancel)
{
    private readonly CertificatePin pin = new(options.PinnedCertificateSha256);
    private readonly CameraCredentials credentials = CredentialsOf(target);

    private RtspMessage? lastReply;

    private string Required => options.Wanted == RtspWanted.BackChannel ? BackChannelOffer.RequireHeader : "";

    public Task<RtspSession> RunAsync() => RunAsync(PlayAsync);

    /// <summary>Asks for the description and hangs up. What the camera answers is the result, refusals included.</summary>
    public async Task<RtspDescription> DescribeAsync()
    {
        try
        {
            return await RunAsync((opening, _) => Task.FromResult(RtspDescription.Of(opening.Description!))).ConfigureAwait(false);
        }
        catch (NvrException refusal) when (refusal.Kind is ErrorKind.Refused or ErrorKind.Unauthorised && lastReply is { } reply)
        {
            return RtspDescription.Of(reply, refusal);
        }
    }

    private async Task<T> RunAsync<T>(Func<Opening, RtspAddress, Task<T>> whenDescribed)
    {
        RtspAddress address = RtspAddress.From(target.Url);
        for (int redirects = 0; redirects <= RedirectRule.MaxRedirects; redirects++)
        {
            TcpLink link = await new TcpDialer(clock, options.ReplyTimeout, options.Resolve).ConnectAsync(address.Host, address.Port, cancel).ConfigureAwait(false);
            var channels = new ChannelMap();
            using var opening = new Opening(link, await DialogueAsync(address, link, channels).ConfigureAwait(false), channels);
            if (await TryDescribeAsync(opening, address).ConfigureAwait(false) is not { Described: true } answer)
            {
                continue;
            }
            if (answer.Location is not { } location)
            {
                return await whenDescribed(opening, address).ConfigureAwait(false);
            }
            address = RedirectRule.Follow(address, link.Remote.Address, location);
        }
        throw RedirectRule.TooMany();
    }

    private async Task<RtspDialogue> DialogueAsync(RtspAddress address, TcpLink link, ChannelMap channels)
    {
        IByteLink bytes = address.IsSecure
            ? await TlsLink.OpenAsync(link, address.Host, pin, clock, options.ReplyTimeout, cancel).ConfigureAwait(false)
            : link;
        return new RtspDialogue(new ControlChannel(bytes, channels), credentials, clock, options.UserAgent, options.ReplyTimeout);
    }

    private static CameraCredentials CredentialsOf(RtspTarget target)
    {
        (string? user, string? password) = target.UserName is null ? RtspAddress.CredentialsIn(target.Url) : (target.UserName, target.Password);
        return new CameraCredentials(user, password);
    }

    /// <summary>Not described when the camera hung up together with asking to sign in, as some do: then the answer goes on a new connection.</summary>
    private async Task<(bool Described, string? Location)> TryDescribeAsync(Opening opening, RtspAddress address)
    {
        bool wasChallenged = credentials.WasChallenged;
        credentials.BeginConnection();
        try
        {
            return (true, await DescribeAsync(opening, address).ConfigureAwait(false));
        }
        catch (NvrException hungUp) when (hungUp.Kind == ErrorKind.Unreachable && credentials.WasChallenged && !wasChallenged)
        {
            return (false, null);
        }
        finally
        {
            lastReply = opening.Dialogue.LastReply;
        }
    }

    /// <summary>Null when described; else where the camera redirects to (empty when it does not say).</summary>
    private async Task<string?> DescribeAsync(Opening opening, RtspAddress address)
    {
        // A camera that does not know OPTIONS may still play.
        RtspMessage abilities = await opening.Dialogue.AskAsync("OPTIONS", address.RequestUri, "", cancel).ConfigureAwait(false);
        if (RedirectRule.IsRedirect(abilities.Status))
        {
            return abilities["Location"] ?? "";
        }
        opening.PublicMethods = abilities["Public"];
        RtspMessage description = await opening.Dialogue
            .AskAsync("DESCRIBE", address.RequestUri, "Accept: application/sdp\r\n" + Required, cancel).ConfigureAwait(false);
        if (RedirectRule.IsRedirect(description.Status))
        {
            return description["Location"] ?? "";
        }
        opening.Description = description.Succeeded ? description : throw WhyNot(description);
        return null;
    }

    private async Task<RtspSession> PlayAsync(Opening opening, RtspAddress address)
    {
        SdpDescription description = SdpParser.Parse(opening.Description!.Body);
        if (description.Sections.Count == 0)
        {
            throw new NvrException(ErrorKind.Protocol, "The camera does not say what it sends. Check the path of its address.");
        }
        opening.Tracks = TrackChoice.From(description, options);
        IReadOnlyList<ControlBase> bases = ControlBase.Candidates(opening.Description, address.RequestUri, description.Control);
        var setup = new TrackSetup(opening.Dialogue, opening.Channels, opening.Tracks, opening.Link, options.Replay is null ? Required : ReplayRequest.Require);
        (opening.Path, ControlBase used) = await setup.RunAsync(Kinds(address.IsSecure), bases, cancel).ConfigureAwait(false);
        string playUrl = options.Replay is { } wanted
            ? await ReplayAsync(opening, used, wanted).ConfigureAwait(false)
            : await StartAsync(opening, used, description.IsLive).ConfigureAwait(false);
        return opening.Finish(playUrl, options.Memory, clock, pin.SeenSha256);
    }

    // Media over UDP would travel unencrypted beside an encrypted control connection.
    private RtspTransportKind[] Kinds(bool isSecure) => options.Transport switch
    {
        _ when isSecure => [RtspTransportKind.Tcp],
        RtspTransportKind.Auto => [RtspTransportKind.Tcp, RtspTransportKind.Udp],
        _ => [options.Transport],
    };

    private async Task<string> StartAsync(Opening opening, ControlBase controls, bool isLive)
    {
        opening.Dialogue.Early.Wanted = true;
        string url = controls.Aggregate;
        // Some servers want a range. Zero makes GStreamer's seek, which costs the other viewers of a live stream a packet (measured).
        RtspMessage reply = await PlayAsync(opening, url, isLive ? "Range: npt=now-\r\n" : "Range: npt=0.000-\r\n").ConfigureAwait(false);
        if (reply.Status == 457)
        {
            reply = await PlayAsync(opening, url, "").ConfigureAwait(false);
        }
        if (!reply.Succeeded && controls.Fallback != url)
        {
            url = controls.Fallback;
            reply = await PlayAsync(opening, url, "").ConfigureAwait(false);
        }
        if (!reply.Succeeded)
        {
            throw Refusal.From("PLAY", reply);
        }
        opening.NotePlayed(reply);
        return url;
    }

    private async Task<string> ReplayAsync(Opening opening, ControlBase controls, UtcRange wanted)
    {
        opening.Dialogue.Early.Wanted = true;
        RtspMessage reply = await PlayAsync(opening, controls.Aggregate, ReplayRequest.Headers(wanted)).ConfigureAwait(false);
        if (!reply.Succeeded)
        {
            throw reply.Status == 457
                ? new NvrException(ErrorKind.NotFound, "The camera has no recording of this time.")
                : Refusal.From("PLAY", reply);
        }
        opening.NotePlayed(reply);
        return controls.Aggregate;
    }

    private Task<RtspMessage> PlayAsync(Opening opening, string url, string headers) =>
        opening.Dialogue.AskAsync("PLAY", url, headers + Required, cancel);

    // RFC 2326 section 12.32: what the server does not know it answers with 551.
    private NvrException WhyNot(RtspMessage refusal) => options.Wanted == RtspWanted.BackChannel && refusal.Status == 551
        ? new NvrException(ErrorKind.Unsupported, BackChannelOffer.None)
        : Refusal.From("DESCRIBE", refusal);
}
