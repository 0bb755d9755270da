"""The networks, untrained: an autoencoder, a text encoder and a denoiser, about 12.5 million parameters together."""

from typing import Any, Final

from diffusers import AutoencoderKL, DPMSolverMultistepScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from portrait_training.models.tokenizer import MAX_TOKENS
from portrait_training.renderer.portrait import SIZE

DOWNSAMPLING: Final = 8  # pixels a side of one latent
LATENT_CHANNELS: Final = 4
TEXT_WIDTH: Final = 128
# Betas of Stable Diffusion 1, rescaled so that the last step is pure noise (Lin et al., 2023, arXiv 2305.08891).
NOISE: Final[dict[str, Any]] = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "prediction_type": "v_prediction",
    "rescale_betas_zero_snr": True,
    "timestep_spacing": "trailing",
}


def new_autoencoder() -> AutoencoderKL:
    """An autoencoder from [n, 3, s, s] in -1…1 to latents [n, 4, s / 8, s / 8] and back.

    Each normalisation takes the mean of its group away; in groups of two channels little is left of a flat colour.
    """
    return AutoencoderKL(
        block_out_channels=(16, 32, 64, 80),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        latent_channels=LATENT_CHANNELS,
        norm_num_groups=2,
        sample_size=SIZE,
        mid_block_add_attention=False,
        scaling_factor=1.0,
        force_upcast=False,
    )


def new_text_encoder(tokenizer: CLIPTokenizer) -> CLIPTextModel:
    """A CLIP text model with hidden states [n, 64, 128]."""
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=TEXT_WIDTH,
        intermediate_size=4 * TEXT_WIDTH,
        num_hidden_layers=3,
        num_attention_heads=4,
        max_position_embeddings=MAX_TOKENS,
        projection_dim=TEXT_WIDTH,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return CLIPTextModel(config)


def new_unet(size: int = SIZE) -> UNet2DConditionModel:
    """A denoiser of latents, told the text by cross-attention and, pooled, by each block's scale and shift.

    On CPUs the backward pass of fused attention in bfloat16 is many times slower than the plain one, which it gets.
    """
    unet = UNet2DConditionModel(
        sample_size=size // DOWNSAMPLING,
        in_channels=LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        block_out_channels=(96, 160, 160),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        mid_block_type="UNetMidBlock2DCrossAttn",
        cross_attention_dim=TEXT_WIDTH,
        attention_head_dim=4,  # the number of heads, for this class
        norm_num_groups=16,
        addition_embed_type="text",
        addition_embed_type_num_heads=8,
        resnet_time_scale_shift="scale_shift",
    )
    unet.set_attn_processor(AttnProcessor())
    return unet


def new_scheduler() -> DPMSolverMultistepScheduler:
    """DPM++ of second order, for which 8 to 12 steps are enough."""
    return DPMSolverMultistepScheduler(**NOISE, algorithm_type="dpmsolver++", solver_order=2)
