namespace Nvr.Audio.Pcm;

/// <summary>The adaptive predictor of G.726: six zeros and two poles (section 4.2.6 of the Recommendation).</summary>
internal sealed class G726Predictor
{
    private const int Zeros = 6;

    private readonly G726Float[] _differences = new G726Float[Zeros];
    private readonly int[] _zeroWeights = new int[Zeros];
    private G726Float _signal1 = G726Float.Zero;
    private G726Float _signal2 = G726Float.Zero;
    private int _pole1;
    private int _pole2;
    private int _sign1 = 1;
    private int _sign2 = 1;
    private int _zeroEstimate;

    public G726Predictor()
    {
        Array.Fill(_differences, G726Float.Zero);
    }

    /// <summary>The estimate of the next sample.</summary>
    public int Estimate { get; private set; }

    /// <summary>The signal looks like a tone of a modem, which may stop any moment.</summary>
    public bool IsTone { get; private set; }

    /// <summary>Takes the quantised difference; returns the reconstructed sample.</summary>
    public int Update(int difference, bool isNegative, bool isTransition)
    {
        var signal = (short)(Estimate + difference);
        var sign = Math.Sign(_zeroEstimate + difference);
        if (isTransition)
        {
            (_pole1, _pole2) = (0, 0);
            Array.Clear(_zeroWeights);
        }
        else
        {
            AdaptPoles(sign);
            AdaptZeros(Math.Sign(difference));
        }

        Remember(difference, isNegative, signal, sign);
        IsTone = _pole2 < -11_776;
        Predict();
        return signal;
    }

    private void AdaptPoles(int sign)
    {
        var reduced = Math.Clamp((-_pole1 * _sign1 * sign) >> 5, -256, 255);
        _pole2 = Math.Clamp(_pole2 + (128 * sign * _sign2) + reduced - (_pole2 >> 7), -12_288, 12_288);
        var limit = 15_360 - _pole2;
        _pole1 = Math.Clamp(_pole1 + (192 * sign * _sign1) - (_pole1 >> 8), -limit, limit);
    }

    private void AdaptZeros(int sign)
    {
        for (var i = 0; i < Zeros; i++)
        {
            _zeroWeights[i] += (128 * sign * (_differences[i].IsNegative ? -1 : 1)) - (_zeroWeights[i] >> 8);
        }
    }

    private void Remember(int difference, bool isNegative, int signal, int sign)
    {
        (_sign2, _sign1) = (_sign1, sign == 0 ? 1 : sign);
        (_signal2, _signal1) = (_signal1, G726Float.From(signal));
        Array.Copy(_differences, 0, _differences, 1, Zeros - 1);

        // The sign is the code's, even where the difference is zero.
        _differences[0] = G726Float.From(difference) with { IsNegative = isNegative };
    }

    private void Predict()
    {
        var sum = 0;
        for (var i = 0; i < Zeros; i++)
        {
            sum += G726Float.Multiply(G726Float.From(_zeroWeights[i] >> 2), _differences[i]);
        }

        _zeroEstimate = sum >> 1;
        sum += G726Float.Multiply(G726Float.From(_pole1 >> 2), _signal1);
        sum += G726Float.Multiply(G726Float.From(_pole2 >> 2), _signal2);
        Estimate = sum >> 1;
    }
}
