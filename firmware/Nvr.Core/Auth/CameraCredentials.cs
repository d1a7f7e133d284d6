using System.Security.Cryptography;
using System.Text;

namespace Nvr.Core.Auth;

/// <summary>
/// Answers one camera's challenges for one session, over as many connections as it takes to open it: picks the strongest, counts nonces, and gives up as soon as the password is
/// known to be wrong, because cameras lock accounts after a few bad tries. Where <paramref name="allowBasic"/> is false, Basic, which shows
/// the password to the network, is never answered. Used by one thread at a time; failures are <see cref="NvrException"/> of kind Unauthorised.
/// </summary>
public sealed class CameraCredentials(string? userName, string? password, bool allowBasic = true)
{
    private readonly string clientNonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private AuthChallenge? challenge;
    private DigestAlgorithm? algorithm;
    private int nonceCount;
    private bool proven;

    /// <summary>The <c>Authorization</c> value for a request; null while the camera has asked for none.</summary>
    public string? Authorize(string method, string uri)
    {
        if (challenge is null)
        {
            return null;
        }
        if (algorithm is null)
        {
            return "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}"));
        }
        nonceCount++;
        return new DigestAnswer(challenge, algorithm, userName ?? "", password ?? "").For(method, uri, nonceCount, clientNonce);
    }

    /// <summary>A request with our answer went through: later refusals are about the nonce, not the password.</summary>
    public void Accepted() => proven = challenge is not null;

    /// <summary>The camera has asked to sign in.</summary>
    public bool WasChallenged => challenge is not null;

    /// <summary>The same camera on a new connection: it may give another nonce, which says nothing about the password.</summary>
    public void BeginConnection() => proven = challenge is not null;

    /// <summary>Takes a 401's challenges for the next try; throws when another try cannot succeed.</summary>
    public void Challenged(IEnumerable<string> headers)
    {
        List<AuthChallenge> offers = ChallengeParser.Parse(headers);
        if (string.IsNullOrEmpty(userName))
        {
            throw new NvrException(ErrorKind.Unauthorised, "The camera asks for a user name and a password. Enter them in the camera's settings.");
        }
        AuthChallenge best = offers.Where(Answerable).MaxBy(Strength) ?? throw NoWay(offers);
        if (challenge is not null && !proven && !best.IsStale)
        {
            throw new NvrException(ErrorKind.Unauthorised, "The camera rejects the user name or the password. Check both in the camera's settings.");
        }
        challenge = best;
        algorithm = best.IsDigest ? DigestAlgorithm.For(best["algorithm"]) : null;
        nonceCount = 0;
        proven = false;
    }

    private bool Answerable(AuthChallenge offer) =>
        (offer.IsBasic && allowBasic) || (offer.IsDigest && offer["nonce"] is not null && DigestAlgorithm.For(offer["algorithm"]) is not null);

    private static int Strength(AuthChallenge offer) => offer.IsBasic ? 0 : DigestAlgorithm.For(offer["algorithm"])!.Strength;

    private static NvrException NoWay(List<AuthChallenge> offers) => new(
        ErrorKind.Unauthorised,
        offers.Count == 0
            ? "The camera refuses without saying how to sign in. Switch on digest authentication in the camera."
            : $"The camera wants a sign-in method that the recorder does not know ({offers[0].Scheme}). Set it to Digest in the camera.");
}
