using System.Xml.Linq;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Onvif.Device;

namespace Nvr.Onvif.Soap;

/// <summary>
/// Requests to one camera and their answers: finds out how the camera wants to be signed in to, remembers it, and gives up for good once the
/// password is known to be wrong, because cameras lock accounts after a few bad tries. Thread-safe. Failures are <see cref="NvrException"/>.
/// </summary>
internal sealed class SoapChannel : IDisposable
{
    private const int MaxRedirects = 3;
    private const int MaxHttpTries = 3;

    private static readonly TimeSpan DecisionPatience = TimeSpan.FromMinutes(1);

    private readonly BoxClock boxClock;
    private readonly HttpLink link;
    private readonly HttpSignIn http;
    private readonly bool isPrivate;
    private readonly SemaphoreSlim deciding = new(1, 1);
    private SignInMethod? proven;
    private NvrException? hopeless;
    private long decidedAgainUs;

    public SoapChannel(OnvifTarget target, OnvifOptions options, BoxClock clock)
    {
        Target = target;
        Options = options;
        boxClock = clock;
        Guard = new AddressGuard(target.DeviceService);
        Clock = new CameraClock(clock);
        link = new HttpLink(target, options, clock.Time);
        isPrivate = target.IsPrivate;
        http = new HttpSignIn(target.UserName ?? "", target.Password ?? "", isPrivate);
        decidedAgainUs = clock.MonotonicUs - (2 * (long)DecisionPatience.TotalMicroseconds);
    }

    public OnvifTarget Target { get; }

    public OnvifOptions Options { get; }

    public AddressGuard Guard { get; }

    public CameraClock Clock { get; }

    public BoxClock BoxClock => boxClock;

    public string? CertificateSha256 => link.CertificateSha256;

    public bool HasUser => !string.IsNullOrEmpty(Target.UserName);

    /// <summary>Whether a signed request has been accepted.</summary>
    public bool IsSignedIn => proven is not null;

    /// <summary>Sends and returns the body's element, which is the operation's response; a fault is thrown as what it means.</summary>
    public async Task<XElement> CallAsync(SoapCall call, CancellationToken cancellation)
    {
        SoapAnswer answer = call.Signed && HasUser ? await SignedAsync(call, cancellation) : await BareAsync(call, cancellation);
        if (answer.Fault is { } fault)
        {
            throw FaultMeaning.Of(fault, call.Operation);
        }
        return answer.Content?.Name.LocalName == call.Operation + "Response"
            ? answer.Content
            : throw new NvrException(ErrorKind.Protocol, $"The camera answered something else than was asked ({call.Operation}).");
    }

    /// <summary>Asks the camera's clock, and keeps how far it is off. Anybody may ask it; a few cameras insist on a user all the same.</summary>
    public async Task<DeviceTime> ReadClockAsync(bool signed, CancellationToken cancellation)
    {
        SoapCall call = SoapCall.To(Target.DeviceService, new XElement(Ns.Device + "GetSystemDateAndTime")) with { Signed = signed };
        DeviceTime time = DeviceTimeReader.From(await CallAsync(call, cancellation));
        Clock.Learn(time);
        return time;
    }

    /// <summary>Without signing in; a camera that keeps its clock to itself is taken to be as it was, until a signed request says otherwise.</summary>
    public async Task TryReadClockAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadClockAsync(signed: false, cancellation);
        }
        catch (NvrException e) when (e.Kind is ErrorKind.Unauthorised or ErrorKind.Refused or ErrorKind.InvalidInput or ErrorKind.NotFound)
        {
        }
    }

    public void Dispose()
    {
        link.Dispose();
        deciding.Dispose();
    }

    private async Task<SoapAnswer> BareAsync(SoapCall call, CancellationToken cancellation)
    {
        HttpAnswer answer = await PostAsync(call, [], null, cancellation);
        return answer.Status == 401
            ? throw new NvrException(ErrorKind.Unauthorised, "The camera asks for a user name and a password. Enter them in the camera's settings.")
            : Read(answer);
    }

    private async Task<SoapAnswer> SignedAsync(SoapCall call, CancellationToken cancellation)
    {
        if (proven is { } method)
        {
            return await ProvenAsync(call, method, cancellation);
        }
        // One request finds out how to sign in; those beside it wait, so that a wrong password is tried once and not by each.
        await deciding.WaitAsync(cancellation);
        try
        {
            return proven is { } known ? await ProvenAsync(call, known, cancellation) : await DecideAsync(call, cancellation);
        }
        finally
        {
            deciding.Release();
        }
    }

    private async Task<SoapAnswer> ProvenAsync(SoapCall call, SignInMethod method, CancellationToken cancellation)
    {
        if (method == SignInMethod.Http)
        {
            return await HttpAsync(call, null, cancellation);
        }
        HttpAnswer raw = await PostAsync(call, Token(method, Clock.OffsetUs), null, cancellation);
        if (raw.Status == 401 && raw.Challenges.Count > 0)
        {
            return await HttpAsync(call, raw.Challenges, cancellation);
        }
        SoapAnswer answer = Read(raw);
        bool mayDecideAgain = boxClock.MonotonicUs - Volatile.Read(ref decidedAgainUs) > DecisionPatience.TotalMicroseconds;
        if (!IsRefusal(answer) || method != SignInMethod.TokenDigest || !mayDecideAgain)
        {
            return answer;
        }
        // The camera's clock was set since, or the request before was one that it answers to anybody.
        Volatile.Write(ref decidedAgainUs, boxClock.MonotonicUs);
        await TryReadClockAsync(cancellation);
        return await TryTokensAsync(call, cancellation);
    }

    private async Task<SoapAnswer> DecideAsync(SoapCall call, CancellationToken cancellation)
    {
        if (hopeless is not null)
        {
            throw hopeless;
        }
        try
        {
            return await TryTokensAsync(call, cancellation);
        }
        catch (NvrException e) when (e.Kind == ErrorKind.Unauthorised)
        {
            hopeless = e;
            throw;
        }
    }

    private async Task<SoapAnswer> TryTokensAsync(SoapCall call, CancellationToken cancellation)
    {
        foreach (long offset in Clock.ReadingsUs)
        {
            HttpAnswer answer = await PostAsync(call, Token(SignInMethod.TokenDigest, offset), null, cancellation);
            if (answer.Status == 401 && answer.Challenges.Count > 0)
            {
                return await HttpAsync(call, answer.Challenges, cancellation);
            }
            if (answer.Status != 401 && Read(answer) is var read && !IsRefusal(read))
            {
                Clock.Confirm(offset);
                proven = SignInMethod.TokenDigest;
                return read;
            }
        }
        return await TryRestAsync(call, cancellation);
    }

    private async Task<SoapAnswer> TryRestAsync(SoapCall call, CancellationToken cancellation)
    {
        // Without a token a camera that wants HTTP's own way says so; this is no try of the password.
        HttpAnswer bare = await PostAsync(call, [], null, cancellation);
        if (bare.Status == 401 && bare.Challenges.Count > 0)
        {
            return await HttpAsync(call, bare.Challenges, cancellation);
        }
        if (bare.Status != 401 && Read(bare) is var open && !IsRefusal(open))
        {
            // It refused the token but answers without: nothing is proven, and the next call finds out again.
            return open;
        }
        if (isPrivate)
        {
            SoapAnswer answer = Read(await PostAsync(call, Token(SignInMethod.TokenText, 0), null, cancellation));
            if (!IsRefusal(answer))
            {
                proven = SignInMethod.TokenText;
                return answer;
            }
        }
        throw new NvrException(
            ErrorKind.Unauthorised,
            "The camera rejects the user name or the password. Check both; many cameras have users for ONVIF apart from those of their web page.");
    }

    private async Task<SoapAnswer> HttpAsync(SoapCall call, IReadOnlyList<string>? challenges, CancellationToken cancellation)
    {
        int generation = http.Authorize(HttpMethod.Post, call.Address).Generation;
        for (int attempt = 0; attempt < MaxHttpTries; attempt++)
        {
            if (challenges is not null)
            {
                http.Challenged(challenges, generation);
            }
            (string? authorization, generation) = http.Authorize(HttpMethod.Post, call.Address);
            HttpAnswer answer = await PostAsync(call, [], authorization, cancellation);
            if (answer.Status != 401)
            {
                SoapAnswer read = Read(answer);
                http.Accepted();
                proven = SignInMethod.Http;
                return read;
            }
            challenges = answer.Challenges;
        }
        throw new NvrException(ErrorKind.Unauthorised, "The camera asks to sign in again and again. Restart it, or check its settings for digest authentication.");
    }

    private static bool IsRefusal(SoapAnswer answer) => answer.Fault is { } fault && FaultMeaning.IsSignIn(fault);

    private XElement[] Token(SignInMethod method, long offsetUs) => method == SignInMethod.TokenText
        ? [UsernameToken.PlainText(Target.UserName ?? "", Target.Password ?? "")]
        : [UsernameToken.Digest(Target.UserName ?? "", Target.Password ?? "", Clock.Now(offsetUs))];

    private async Task<HttpAnswer> PostAsync(SoapCall call, XElement[] security, string? authorization, CancellationToken cancellation)
    {
        byte[] body = SoapEnvelope.Write(call.Body, [.. security, .. call.Headers]);
        Uri address = call.Address;
        for (int i = 0; i <= MaxRedirects; i++)
        {
            HttpAnswer answer = await link.PostAsync(address, body, call.Action, authorization, call.Wait, cancellation);
            if (!answer.IsRedirect)
            {
                return answer;
            }
            address = AddressGuard.Redirect(address, answer.Location);
        }
        throw new NvrException(ErrorKind.Refused, "The camera redirects the recorder in circles. Restart it, or check the path of its address.");
    }

    private static SoapAnswer Read(HttpAnswer answer)
    {
        if (answer.Body.IsEmpty || answer.Status is 401 or 403 or 404 or 405)
        {
            return Empty(answer.Status);
        }
        XElement body = SoapEnvelope.BodyOf(BoundedXml.Read(answer.Body));
        SoapFault? fault = SoapFault.In(body);
        return new SoapAnswer(fault is null ? body.Elements().FirstOrDefault() : null, fault);
    }

    /// <summary>What the status alone says; bodies of these are web pages as often as not.</summary>
    private static SoapAnswer Empty(int status) => status switch
    {
        401 => new SoapAnswer(null, new SoapFault(["Sender", "NotAuthorized"], "")),
        403 => throw new NvrException(ErrorKind.Refused, "The camera forbids this. Its account may be locked after wrong passwords, or ONVIF be switched off."),
        404 or 405 => throw new NvrException(ErrorKind.Unsupported, "The camera has no such ONVIF service at this address. Check the address, and that ONVIF is switched on."),
        503 => throw new NvrException(ErrorKind.Refused, "The camera is busy. It will be asked again."),
        _ => throw new NvrException(ErrorKind.Protocol, $"The camera gave an empty answer ({status})."),
    };
}
