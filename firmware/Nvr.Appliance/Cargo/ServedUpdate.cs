namespace Nvr.Appliance.Cargo;

/// <summary>The answer of a server that has an update, its content still to be read. Disposing hangs up.</summary>
/// <param name="client">Who asked.</param>
/// <param name="answer">What was answered.</param>
/// <param name="content">The update itself.</param>
/// <param name="length">How many bytes it has, as the server says.</param>
internal sealed class ServedUpdate(HttpClient client, HttpResponseMessage answer, Stream content, long length) : IAsyncDisposable
{
    public Stream Content => content;

    public long Length => length;

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        answer.Dispose();
        client.Dispose();
    }
}
