"""三、办理方式一致性: how cases were handled against what the guide publishes (boxes C1, C2)."""
