using Nvr.Core;
using Nvr.Export.Signing;
using Nvr.Mp4.Sealing;
using Nvr.Storage;

namespace Nvr.Export.Writing;

/// <summary>Writes a movie as it is stored and its seal behind it. It has its name only when it is whole and durable.</summary>
internal static class SealedMovie
{
    public const string UnfinishedSuffix = ".part";

    /// <summary>Footage that cannot be read is told in the result, and nothing remains of the file; what the target refuses is thrown.</summary>
    public static async Task<WrittenMovie> WriteAsync(
        IMovie movie, SealDetails details, SigningKey key, ExportFolder folder, string name, Action<int> written, CancellationToken cancellation)
    {
        WrittenMovie result;
        using (var stream = new TargetStream(folder.PathOf(name + UnfinishedSuffix), written))
        {
            result = await FillAsync(stream, movie, details, key, cancellation).ConfigureAwait(false);
        }
        if (result.Problem is null)
        {
            folder.Rename(name + UnfinishedSuffix, name);
        }
        else
        {
            folder.Delete(name + UnfinishedSuffix);
        }
        return result;
    }

    private static async Task<WrittenMovie> FillAsync(TargetStream stream, IMovie movie, SealDetails details, SigningKey key, CancellationToken cancellation)
    {
        try
        {
            await movie.CopyToAsync(stream, 0, movie.Length, cancellation).ConfigureAwait(false);
        }
        catch (NvrException failure) when (!stream.HasFailed)
        {
            return new WrittenMovie([], 0, 0, failure.Message);
        }
        int lost = stream.LostFragments;
        ExportSeal seal = ExportSeal.Build(details, key.CertificateDer, key.SignatureBytes);
        seal.Sign(key.Sign(stream.HashWith(seal.Bytes.Span)));
        await stream.WriteAsync(seal.Bytes, cancellation).ConfigureAwait(false);
        stream.Sync();
        return new WrittenMovie(stream.HashWith([]), stream.Length, lost, null);
    }
}
