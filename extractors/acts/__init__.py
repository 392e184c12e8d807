"""What people want, plan and decide, read from sentences: helpers of the parts that keep these apart."""
