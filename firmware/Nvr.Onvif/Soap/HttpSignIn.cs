using Nvr.Core.Auth;

namespace Nvr.Onvif.Soap;

/// <summary>
/// HTTP Digest for requests that run side by side: a challenge to a request that was signed before the latest challenge came says nothing
/// about the password. Thread-safe.
/// </summary>
internal sealed class HttpSignIn(string userName, string password, bool isPrivate)
{
    private readonly Lock gate = new();
    private readonly CameraCredentials credentials = new(userName, password, allowBasic: isPrivate);
    private int generation;

    /// <summary>The header's value and which challenge it answers; null before the first challenge.</summary>
    public (string? Authorization, int Generation) Authorize(HttpMethod method, Uri address)
    {
        lock (gate)
        {
            return (credentials.Authorize(method.Method, address.PathAndQuery), generation);
        }
    }

    public void Accepted()
    {
        lock (gate)
        {
            credentials.Accepted();
        }
    }

    /// <summary>Takes a refusal's challenges; throws when the password is known to be wrong.</summary>
    public void Challenged(IReadOnlyList<string> challenges, int answered)
    {
        lock (gate)
        {
            if (answered == generation)
            {
                credentials.Challenged(challenges);
                generation++;
            }
        }
    }
}
