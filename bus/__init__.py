"""The bus between the control plane and the media nodes: messages (pure) and adapters that carry them."""
